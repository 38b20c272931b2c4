package lb.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant: what a message about an unknown name ends with. */
public final class Suggestion {
    private Suggestion() {}

    /** The known name closest to what was written; empty when none is close. */
    public static Optional<String> closest(String written, Collection<String> known) {
        String lower = written.toLowerCase(Locale.ROOT);
        int limit = 1 + lower.length() / 4; // A typo or two; without any experimenting.
        return known.stream()
                .filter(name -> isClose(lower, name.toLowerCase(Locale.ROOT), limit))
                .min(Comparator.comparingInt(
                        name -> editDistance(lower, name.toLowerCase(Locale.ROOT))));
    }

    /** The end of a message: {@code ; did you mean "x"?} or {@code ; the WHAT are: x, y}. */
    public static String among(String written, String what, Collection<String> known) {
        return closest(written, known)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElseGet(() -> "; the " + what + " are: " + String.join(", ", known));
    }

    private static boolean isClose(String written, String name, int limit) {
        // Who writes "least-conn" abbreviates: that is close however long the name is.
        boolean abbreviated = written.length() >= 3 && name.startsWith(written);
        return abbreviated || Math.abs(written.length() - name.length()) <= limit
                && editDistance(written, name) <= limit;
    }

    /** Letters to insert, delete, replace, or swap with their neighbour (Damerau, 1964). */
    private static int editDistance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(d[i - 1][j - 1] + same, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
