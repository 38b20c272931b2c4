package lb.rewrite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;
import lb.http.Percent;

/** Paths as they stand in a request line, escapes and all. */
final class RawPath {
    private RawPath() {}

    /**
     * The path spelled the plain way, the one that routes were matched against: {@code //} merged,
     * {@code .} and {@code ..} resolved, {@code ;parameters} dropped, and escapes of characters
     * that need none undone (RFC 3986 section 6.2.2). The other escapes stay.
     */
    static String normal(String raw) {
        Deque<String> kept = new ArrayDeque<>();
        boolean open = false; // Whether it ends in a slash.
        for (String sent : raw.split("/", -1)) {
            String segment = plain(sent);
            open = segment.isEmpty() || isDots(segment);
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!open) {
                kept.add(segment);
            }
        }
        String path = "/" + String.join("/", kept);
        return open && !kept.isEmpty() ? path + "/" : path;
    }

    /** Whether some segment means this folder or the one above, however it is spelled. */
    static boolean hasDots(String path) {
        if (!path.contains("/.") && !path.contains("/%2")) {
            return false; // Nearly always.
        }
        for (String segment : path.split("/", -1)) {
            if (mayBeDots(segment)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes a valid path of what a rewrite has put together: it begins with one slash, since two
     * would begin a host (RFC 3986 section 4.2), it holds only what a path may hold, and no
     * {@code ..}, which a pattern can glue together from harmless pieces.
     */
    static String clean(String path) {
        String rooted = "/" + Percent.repairPath(path);
        String still = hasDots(rooted) ? withoutDots(rooted) : rooted;
        return still.substring(slashes(still) - 1);
    }

    private static int slashes(String path) {
        int count = 0;
        while (count < path.length() && path.charAt(count) == '/') {
            count++;
        }
        return count;
    }

    private static String withoutDots(String path) {
        StringJoiner kept = new StringJoiner("/", "/", "");
        for (String segment : path.substring(1).split("/", -1)) {
            if (!mayBeDots(segment)) {
                kept.add(segment);
            }
        }
        return kept.toString();
    }

    /** A segment without parameters and without escapes that it does not need. */
    private static String plain(String segment) {
        int end = 0;
        while (end < segment.length() && segment.charAt(end) != ';'
                && !segment.regionMatches(true, end, "%3B", 0, 3)) {
            end++;
        }
        return unescape(segment.substring(0, end));
    }

    private static String unescape(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        StringBuilder out = new StringBuilder(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            if (Percent.isEscape(segment, i)) {
                out.append(unescapeOne(segment.substring(i, i + 3)));
                i += 2;
            } else {
                out.append(segment.charAt(i));
            }
        }
        return out.toString();
    }

    private static String unescapeOne(String escape) {
        String decoded = Percent.decode(escape, false);
        return Percent.encode(decoded).equals(decoded) ? decoded : escape;
    }

    private static boolean isDots(String plain) {
        return plain.equals(".") || plain.equals("..");
    }

    /** Whether some server might take a segment for a step: Windows drops blanks around dots. */
    private static boolean mayBeDots(String segment) {
        return isDots(plain(segment).replace("%20", ""));
    }
}
