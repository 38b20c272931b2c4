package lb.rewrite;

import java.util.List;
import lb.http.Percent;

/**
 * Cuts a prefix off, on a segment's border: {@code /api} off {@code /api/x} and {@code /api}, not
 * off {@code /apis}. What remains keeps its bytes when the prefix was sent as one would write it;
 * otherwise ({@code /%61pi;v=1/x}) it is continued from the path's plain spelling.
 *
 * @param prefix as one would write it in a request line
 * @param segments the same, decoded
 */
record Strip(String prefix, List<String> segments) implements PathChange {

    static Strip parse(String text) {
        Template template = Template.parse(PathChange.check(text));
        if (!template.variables().isEmpty()) {
            throw new IllegalArgumentException("path.strip takes no variables; for what differs"
                    + " from request to request write path.replace = ^/[^/]*(/.*)?$ -> $1");
        }
        String plain = template.expand(variable -> "");
        String prefix = RawPath.normal(Percent.repairPath(plain)).replaceFirst("/$", "");
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("every path begins with /, and keeps it; name what"
                    + " follows, as in /api");
        }
        List<String> segments = List.of(prefix.substring(1).split("/")).stream()
                .map(segment -> Percent.decode(segment, false)).toList();
        return new Strip(prefix, segments);
    }

    @Override
    public Target apply(Target target, Values values) {
        String path = target.path();
        int cut = end(path);
        if (cut < 0) {
            path = RawPath.normal(path);
            cut = endDecoded(path);
        }
        return cut < 0 ? target
                : target.withPath(cut == path.length() ? "/" : path.substring(cut));
    }

    /** Where the prefix ends in a path that spells it the same way; -1 where it does not. */
    private int end(String path) {
        boolean begins = path.startsWith(prefix) && (path.length() == prefix.length()
                || path.charAt(prefix.length()) == '/');
        return begins ? prefix.length() : -1;
    }

    /** Where the prefix ends in a plain path that may escape other characters of it. */
    private int endDecoded(String path) {
        int at = 0;
        for (String segment : segments) {
            int end = path.indexOf('/', at + 1);
            end = end < 0 ? path.length() : end;
            if (at == path.length()
                    || !Percent.decode(path.substring(at + 1, end), false).equals(segment)) {
                return -1;
            }
            at = end;
        }
        return at;
    }

    @Override
    public boolean namesServer() {
        return false;
    }
}
