package lb.health;

import java.util.function.Predicate;
import lb.match.Regex;

/** What the first 64 KiB of a health check's answer must contain: a text, or {@code ~regex}. */
public final class BodyPattern {
    private final String written;
    private final Predicate<String> found;

    private BodyPattern(String written, Predicate<String> found) {
        this.written = written;
        this.found = found;
    }

    /**
     * Reads a text that must occur, or {@code ~} and a regular expression that must match in part.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static BodyPattern parse(String text) {
        if (text.isEmpty() || text.equals("~")) {
            throw new IllegalArgumentException(
                    "every body contains an empty text; write a text to look for");
        }
        if (!text.startsWith("~")) {
            return new BodyPattern(text, body -> body.contains(text));
        }
        try {
            return new BodyPattern(text, Regex.compile(text.substring(1), false)::occursIn);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage()
                    + "; write a valid one, or leave out the ~ to look for a text", e);
        }
    }

    /** Whether a body contains it; no when a regex takes too many steps to tell. */
    public boolean found(String body) {
        return found.test(body);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BodyPattern that && written.equals(that.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return written;
    }
}
