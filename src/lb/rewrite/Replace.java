package lb.rewrite;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import lb.http.Percent;
import lb.match.Regex;

/**
 * Replaces every match of a pattern in the path: {@code ^/old/(.*)$ -> /new/$1}. The pattern sees
 * the path as it was sent and, where it does not match that, in its plain spelling.
 *
 * <p>A {@code ?} in the replacement begins parameters that go in front of those sent; at the
 * replacement's very end it drops those sent (as in nginx's {@code rewrite}). When the pattern runs
 * out of steps, nothing is replaced.
 *
 * @param regex what to look for
 * @param path what to write in its place
 * @param query parameters to put in front; null without {@code ?}
 * @param dropsQuery whether the parameters sent are dropped
 */
record Replace(Regex regex, Replacement path, Replacement query, boolean dropsQuery)
        implements PathChange {

    static Replace parse(String text) {
        String[] sides = text.strip().split("\\s+->(\\s+|$)", -1);
        if (sides.length != 2 || sides[0].isEmpty()) {
            throw new IllegalArgumentException("write a pattern and a replacement with \" -> \""
                    + " between them, as in ^/old/(.*)$ -> /new/$1");
        }
        if (sides[1].contains("://")) {
            throw new IllegalArgumentException("a path cannot be replaced by a URL; to send"
                    + " clients there give the route redirect = 302 " + sides[1]);
        }
        return of(Regex.compile(sides[0], false), PathChange.checkPiece(sides[1]));
    }

    private static Replace of(Regex regex, String replacement) {
        int groups = regex.groups();
        int mark = replacement.indexOf('?');
        if (mark < 0) {
            return new Replace(regex, Replacement.parse(replacement, groups), null, false);
        }
        boolean drops = replacement.endsWith("?");
        String query = replacement.substring(mark + 1).replaceFirst("\\?$", "");
        return new Replace(regex, Replacement.parse(replacement.substring(0, mark), groups),
                Replacement.parse(query, groups), drops);
    }

    @Override
    public Target apply(Target target, Values values) {
        String text = target.path();
        List<MatchResult> matches = regex.findAll(text);
        if (matches.isEmpty()) {
            text = RawPath.normal(text);
            matches = text.equals(target.path()) ? matches : regex.findAll(text);
        }
        if (matches.isEmpty()) {
            return target;
        }
        String changed = Percent.repairPath(replaceAll(text, matches, values));
        return new Target(changed, query == null
                ? target.query() : query(matches.get(0), target, values));
    }

    private String replaceAll(String text, List<MatchResult> matches, Values values) {
        StringBuilder out = new StringBuilder(text.length() + 32);
        int end = 0;
        for (MatchResult match : matches) {
            // "(.*)" matches a second time, nothing, where its first match ends: no match to us.
            if (match.end() > end || end == 0) {
                out.append(text, end, match.start());
                out.append(path.expand(match, values, UnaryOperator.identity()));
                end = match.end();
            }
        }
        return out.append(text, end, text.length()).toString();
    }

    private String query(MatchResult match, Target target, Values values) {
        String added = query.expand(match, values, Replace::inQuery);
        String first = Percent.repairQuery(added);
        String rest = dropsQuery ? "" : target.query();
        return first.isEmpty() || rest.isEmpty() ? first + rest : first + "&" + rest;
    }

    /** Text of a path as a parameter's value, so that it begins no other parameter. */
    private static String inQuery(String raw) {
        return raw.replace("&", "%26").replace("+", "%2B").replace("=", "%3D").replace(";", "%3B");
    }

    @Override
    public boolean namesServer() {
        return path.namesServer() || query != null && query.namesServer();
    }
}
