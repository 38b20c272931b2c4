package lb.balance;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that somebody probably meant. */
final class Suggestion {
    private Suggestion() {}

    /** {@code ; did you mean "random"?} where a name comes close, else the list of all names. */
    static String among(Collection<String> names, String written) {
        String closest = names.stream().min(Comparator.comparingInt(n -> distance(n, written)))
                .orElseThrow();
        return distance(closest, written) <= 1 + written.length() / 4
                ? "; did you mean \"" + closest + "\"?"
                : "; write one of " + String.join(", ", names);
    }

    /** Letters to add, remove or replace, but the first few missing at the end count for one. */
    private static int distance(String name, String written) {
        String start = name.substring(0, Math.min(name.length(), written.length()));
        return start.equals(written) && !written.isEmpty() ? 1 : edits(name, written);
    }

    /** Levenshtein (1966): letters to add, remove or replace, with one row of the table kept. */
    private static int edits(String name, String written) {
        int[] row = new int[written.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= name.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (name.charAt(i - 1) == written.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[row.length - 1];
    }
}
