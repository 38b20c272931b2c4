package lb.health;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What the first 64 KiB of a health check's answer must contain: a text, or {@code ~regex}. */
public final class BodyPattern {
    private final String written;
    private final Pattern pattern;

    private BodyPattern(String written, Pattern pattern) {
        this.written = written;
        this.pattern = pattern;
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
            return new BodyPattern(text, Pattern.compile(text, Pattern.LITERAL));
        }
        try {
            return new BodyPattern(text, Pattern.compile(text.substring(1)));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the regular expression \"" + text.substring(1)
                    + "\" cannot be read: " + e.getDescription()
                    + "; write a valid one, or leave out the ~ to look for a text");
        }
    }

    /** Whether a body contains it. */
    public boolean found(String body) {
        return pattern.matcher(body).find();
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
