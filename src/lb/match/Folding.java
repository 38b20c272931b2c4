package lb.match;

/** Paths as servers read them that do not regard case, nearly all of them on Windows. */
final class Folding {
    private Folding() {}

    /**
     * The one spelling of all that such a server takes for the same path: small letters, {@code /}
     * for {@code \}, segments without the dots and spaces at their end, no empty segment.
     */
    static String fold(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (int i = 0, c; i < path.length(); i += Character.charCount(c)) {
            c = path.codePointAt(i);
            if (c == '/' || c == '\\') {
                endSegment(out);
            } else {
                out.appendCodePoint(fold(c));
            }
        }
        return trim(out).toString();
    }

    /** By way of capitals: the Kelvin sign is a K, the long s an S, and dotless i an I. */
    private static int fold(int c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    private static void endSegment(StringBuilder out) {
        trim(out);
        if (out.isEmpty() || out.charAt(out.length() - 1) != '/') {
            out.append('/');
        }
    }

    private static StringBuilder trim(StringBuilder out) {
        int end = out.length();
        while (end > 0 && (out.charAt(end - 1) == '.' || out.charAt(end - 1) == ' ')) {
            end--;
        }
        out.setLength(end);
        return out;
    }
}
