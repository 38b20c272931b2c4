package lb.http;

import java.util.List;

/**
 * A path as firewall and router compare it: percent-decoded once, {@code //} merged, {@code .} and
 * {@code ..} resolved, {@code ;parameters} dropped. What is forwarded are the bytes as sent.
 *
 * <p>A slash at the end stays: {@code /a/}, {@code /a/.} and {@code /a/b/..} are all {@code /a/}.
 *
 * @param value the canonical path, decoded; where {@code %2F} passes it stands undecoded and in
 *     capitals
 * @param readings every path that a lenient server might make of the bytes sent, the canonical one
 *     first: decoded again, with {@code \} or an encoded slash as a slash, with its parameters, cut
 *     at the first of them. Nearly always one
 */
public record CanonicalPath(String value, List<String> readings) implements Canonical {
    /** RFC 3986 section 3.3: what a segment may hold as it is, but for {@code %} and {@code ;}. */
    private static final boolean[] PLAIN = plain();

    /** Takes a copy of the readings, of which the first must be the value. */
    public CanonicalPath {
        readings = List.copyOf(readings);
        if (readings.isEmpty() || !readings.get(0).equals(value)) {
            throw new IllegalArgumentException("the first of " + readings + " is not " + value);
        }
    }

    /**
     * Reads a path as it stands in a request line.
     *
     * @param raw the path's bytes as sent, beginning with {@code /}; a character up to U+00FF
     *     stands for one byte
     * @param encodedSlash whether {@code %2F} passes, undecoded
     */
    public static Canonical of(String raw, boolean encodedSlash) {
        return isCanonical(raw)
                ? new CanonicalPath(raw, List.of(raw))
                : PathReader.read(raw, encodedSlash);
    }

    /** Whether there is nothing to do at all, as for nearly every request. */
    private static boolean isCanonical(String raw) {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            return false;
        }
        char before = '/';
        for (int i = 1; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= PLAIN.length || !PLAIN[c] || before == '/' && (c == '/' || c == '.')) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[0x80];
        for (char c = 0; c < plain.length; c++) {
            plain[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                    || "-._~!$&'()*+,=:@/".indexOf(c) >= 0;
        }
        return plain;
    }
}
