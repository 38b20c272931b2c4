package lb.match;

import java.util.Arrays;

/**
 * A path with stars: {@code *} is any characters within a segment, {@code **} any across segments.
 * The whole path has to match. {@code /**}{@code /} may also be a single slash, so that {@code
 * /**}{@code /.git} is {@code /.git} as well, and {@code /a/**} is also {@code /a}, so that nobody
 * who denies it leaves the folder itself open.
 *
 * <p>Runs as an automaton that is in all its states at once (Thompson, Regular Expression Search
 * Algorithm, 1968): the time is the product of both lengths at worst, whatever a client sends.
 * Immutable.
 */
final class Glob implements PathPattern {
    // What stands for stars in the pattern; no path holds these characters.
    private static final char STAR = 0; // "*"
    private static final char STARS = 1; // "**"
    private static final char FOLDERS = 2; // "**/" behind a slash: none, or some with their slashes
    private static final char BELOW = 3; // The slash of a "/**" at the end, which may be missing.

    private final String written;
    private final char[] pattern;
    private final String start; // All before the first star, to tell most paths at a glance.

    /**
     * A pattern.
     *
     * @param written as in the file
     * @param path the same as it is to be compared
     */
    Glob(String written, String path) {
        this.written = written;
        String coded = path.endsWith("/**")
                ? path.substring(0, path.length() - 3) + BELOW + STARS : path;
        coded = coded.replaceAll("/(?:\\*\\*/)+", "/" + FOLDERS)
                .replaceAll("\\*{2,}", Character.toString(STARS))
                .replace('*', STAR);
        this.pattern = coded.toCharArray();
        int literal = 0;
        while (literal < pattern.length && pattern[literal] > BELOW) {
            literal++;
        }
        this.start = coded.substring(0, literal);
    }

    @Override
    public Answer matches(String path) {
        return Answer.of(path.startsWith(start) && run(path));
    }

    /** From where the start ends: each state is a place in the pattern, the last one behind it. */
    private boolean run(String path) {
        boolean[] states = new boolean[pattern.length + 1];
        boolean[] next = new boolean[pattern.length + 1];
        enter(states, start.length());
        for (int i = start.length(); i < path.length(); i++) {
            Arrays.fill(next, false);
            if (!step(states, path.charAt(i), next)) {
                return false;
            }
            boolean[] spent = states;
            states = next;
            next = spent;
        }
        return states[pattern.length];
    }

    /** Takes a character in every state; false when this leads nowhere. */
    private boolean step(boolean[] states, char c, boolean[] next) {
        boolean alive = false;
        for (int i = start.length(); i < pattern.length; i++) {
            if (states[i] && step(i, c, next)) {
                alive = true;
            }
        }
        return alive;
    }

    private boolean step(int state, char c, boolean[] next) {
        switch (pattern[state]) {
            case STAR -> {
                return c != '/' && enter(next, state);
            }
            case STARS -> {
                return enter(next, state);
            }
            case FOLDERS -> {
                next[state] = true; // Not entered anew: it may be left behind a slash only.
                return c != '/' || enter(next, state + 1);
            }
            case BELOW -> {
                return c == '/' && enter(next, state + 1);
            }
            default -> {
                return c == pattern[state] && enter(next, state + 1);
            }
        }
    }

    /** Is in a state, and in those that are reached from there without a character. */
    private boolean enter(boolean[] states, int state) {
        states[state] = true;
        if (state < pattern.length && pattern[state] <= FOLDERS) {
            enter(states, state + 1);
        } else if (state < pattern.length && pattern[state] == BELOW) {
            states[pattern.length] = true;
        }
        return true;
    }

    /** Whether it matches all that lies below whatever it matches. */
    boolean isOpen() {
        return pattern[pattern.length - 1] == STARS;
    }

    /** Whether a path and what is below it is all that it can match. */
    boolean isWithin(Prefix prefix) {
        return prefix.path().endsWith("/") ? start.startsWith(prefix.path())
                : start.startsWith(prefix.path() + "/")
                        || start.equals(prefix.path()) && pattern[start.length()] == BELOW;
    }

    /** Whether it stands for the same paths, by its text. */
    boolean isLike(Glob other) {
        return Arrays.equals(pattern, other.pattern);
    }

    @Override
    public int kind() {
        return 2;
    }

    @Override
    public int length() {
        return written.replace("*", "").length();
    }

    @Override
    public String toString() {
        return written;
    }
}
