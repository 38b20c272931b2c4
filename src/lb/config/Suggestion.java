package lb.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who misspelled a name. */
final class Suggestion {
    /** Longer texts are not names, and comparing them would take time. */
    private static final int LONGEST = 120;

    private Suggestion() {}

    /** The remedy's second half: {@code ; did you mean "x"?}, or nothing when none is close. */
    static String didYouMean(String written, Collection<String> known) {
        return closest(written, known).map(name -> "; did you mean \"" + name + "\"?").orElse("");
    }

    /** The known name closest to what was written, or that it is the beginning of. */
    static Optional<String> closest(String written, Collection<String> known) {
        return misspelled(written, known).or(() -> known.stream()
                .filter(name -> written.length() >= 3 && name.startsWith(written))
                .min(Comparator.comparingInt(String::length)));
    }

    /** The known name closest to what was written, unless that is just something else. */
    static Optional<String> misspelled(String written, Collection<String> known) {
        String lower = written.toLowerCase(Locale.ROOT);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String name : known) {
            int distance = distance(lower, name.toLowerCase(Locale.ROOT));
            // One letter in three and at most three: arbitrary, but more is usually another word.
            int most = Math.min(3, Math.max(written.length(), name.length()) / 3);
            if (distance < least && distance <= most) {
                least = distance;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The number of letters to insert, delete, replace or swap with their neighbour (Damerau 1964;
     * here the variant that touches no letter twice, "optimal string alignment").
     */
    static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = cost(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cost(int[][] cost, String a, String b, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
