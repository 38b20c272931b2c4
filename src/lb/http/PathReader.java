package lb.http;

import java.util.List;

/** Reads the few paths that are not canonical as they were sent. */
final class PathReader {
    private PathReader() {}

    static Canonical read(String raw, boolean encodedSlash) {
        Doubt doubt = new Doubt();
        String decoded = PathBytes.decode(raw, encodedSlash, doubt);
        String value = Segments.resolve(Segments.withoutParameters(decoded, doubt), doubt);
        if (!doubt.isRaised()) { // Only a path that was read once is worth being read again.
            List<String> readings = isSingular(raw, decoded)
                    ? List.of(value)
                    : new LenientReadings(doubt).of(raw, value);
            if (!doubt.isRaised()) {
                return new CanonicalPath(value, readings);
            }
        }
        return new Canonical.Ambiguous(doubt.reason());
    }

    /** Whether every server that decodes at all makes the same of it. */
    private static boolean isSingular(String raw, String decoded) {
        for (int i = 0; i < decoded.length(); i++) {
            if ("%;?#".indexOf(decoded.charAt(i)) >= 0) {
                return false;
            }
        }
        // Encoded dots: whoever resolves first and decodes later takes them for names.
        return !raw.contains("%2e") && !raw.contains("%2E");
    }
}
