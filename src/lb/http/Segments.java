package lb.http;

/**
 * What is done with a path segment by segment. Doubted is what depends on the order of the steps:
 * {@code /a//../b} is {@code /b} to those who merge slashes first, else {@code /a/b}.
 */
final class Segments {
    private Segments() {}

    /** Resolves {@code .} and {@code ..} (RFC 3986 section 5.2.4) and merges {@code //}. */
    static String resolve(String path, Doubt doubt) {
        StringBuilder out = new StringBuilder(path.length());
        int from = Math.min(1, path.length());
        for (int to = end(path, from); to < path.length(); to = end(path, from)) {
            append(out, path, from, to, doubt);
            from = to + 1;
        }
        if (!append(out, path, from, path.length(), doubt)) {
            out.append('/'); // A dot segment at the end names a folder.
        }
        return merged(out);
    }

    private static int end(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    /** Appends a segment to what was resolved so far; false when it was a dot segment. */
    private static boolean append(StringBuilder out, String path, int from, int to, Doubt doubt) {
        if (!isDots(path, from, to)) {
            out.append('/').append(path, from, to);
            return true;
        }
        if (hasSpace(path, from, to)) { // Windows drops them, and it is a dot segment after all.
            doubt.raise("dot segment with spaces");
        } else if (to - from == 2) {
            climb(out, doubt);
        }
        return false;
    }

    private static void climb(StringBuilder out, Doubt doubt) {
        int last = out.lastIndexOf("/");
        if (last < 0) {
            doubt.raise("path climbs past the root");
        } else if (isBlank(out, last + 1, out.length())) {
            doubt.raise("dot segment after an empty one");
        } else {
            out.setLength(last);
        }
    }

    /** Drops from each segment what follows a {@code ;} (RFC 3986 section 3.3: parameters). */
    static String withoutParameters(String path, Doubt doubt) {
        if (path.indexOf(';') < 0) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length());
        int from = 0;
        for (int at = path.indexOf(';'); at >= 0; at = path.indexOf(';', from)) {
            if (isDots(path, path.lastIndexOf('/', at) + 1, at)) {
                doubt.raise("dot segment with parameters"); // A name to some, a step up to others.
            }
            out.append(path, from, at);
            from = end(path, at);
        }
        return out.append(path, from, path.length()).toString();
    }

    /** Whether a segment is {@code .} or {@code ..}, or would be without its spaces. */
    private static boolean isDots(String path, int from, int to) {
        return to > from && path.charAt(from) == '.' && isBlank(path, from, to)
                && (to - from <= 2 || hasSpace(path, from, to));
    }

    private static boolean hasSpace(String path, int from, int to) {
        return path.indexOf(' ', from, to) >= 0;
    }

    /** Whether nothing is left of a segment for servers that drop dots and spaces at its end. */
    private static boolean isBlank(CharSequence path, int from, int to) {
        for (int i = from; i < to; i++) {
            if (path.charAt(i) != '.' && path.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    private static String merged(StringBuilder path) {
        int kept = 0;
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) != '/' || kept == 0 || path.charAt(kept - 1) != '/') {
                path.setCharAt(kept++, path.charAt(i));
            }
        }
        path.setLength(kept);
        return path.toString();
    }
}
