package lb.http;

import java.util.List;

/**
 * A path as firewall and router compare it: percent-decoded once, {@code //} merged, {@code .} and
 * {@code ..} resolved, {@code ;parameters} dropped. What is forwarded are the bytes as sent.
 *
 * @param value the canonical path, decoded
 * @param readings every path that a lenient server might make of the bytes sent, the canonical one
 *     first: decoded again, with {@code \} or an encoded slash as a slash. Nearly always one
 */
public record CanonicalPath(String value, List<String> readings) implements Canonical {

    /**
     * Reads a path as it stands in a request line.
     *
     * @param raw the path's bytes as sent, beginning with {@code /}
     * @param encodedSlash whether {@code %2F} passes, undecoded
     */
    public static Canonical of(String raw, boolean encodedSlash) {
        throw new UnsupportedOperationException();
    }
}
