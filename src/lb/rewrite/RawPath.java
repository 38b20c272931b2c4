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
            if (isDots(plain(segment))) {
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
        String rooted = "/" + Percent.repairPath(path.substring(slashes(path)));
        return hasDots(rooted) ? withoutDots(rooted) : rooted;
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
            if (!isDots(plain(segment))) {
                kept.add(segment);
            }
        }
        return kept.toString();
    }

    /** A segment without parameters and without escapes that it does not need. */
    private static String plain(String segment) {
        int parameters = segment.indexOf(';');
        String name = parameters < 0 ? segment : segment.substring(0, parameters);
        return name.indexOf('%') < 0 ? name : unescape(name);
    }

    private static String unescape(String segment) {
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

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }
}
