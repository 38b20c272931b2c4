package lb.rewrite;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import lb.http.Percent;

/**
 * Replaces every match of a pattern in the path: {@code ^/old/(.*)$ -> /new/$1}. The pattern sees
 * the path as it was sent and, where it does not match that, in its plain spelling.
 *
 * <p>A {@code ?} in the replacement begins parameters that go in front of those sent; at the
 * replacement's very end it drops those sent (as in nginx's {@code rewrite}).
 *
 * @param pattern what to look for
 * @param path what to write in its place
 * @param query parameters to put in front; null without {@code ?}
 * @param dropsQuery whether the parameters sent are dropped
 */
record Replace(Pattern pattern, Replacement path, Replacement query, boolean dropsQuery)
        implements PathChange {

    static Replace parse(String text) {
        String[] sides = text.strip().split("\\s+->(\\s+|$)", -1);
        if (sides.length != 2 || sides[0].isEmpty()) {
            throw new IllegalArgumentException("write a pattern and a replacement with \" -> \""
                    + " between them, as in ^/old/(.*)$ -> /new/$1");
        }
        Pattern pattern = pattern(sides[0]);
        String replacement = sides[1];
        if (replacement.contains("://")) {
            throw new IllegalArgumentException("a path cannot be replaced by a URL; to send"
                    + " clients there give the route redirect = 302 " + replacement);
        }
        int groups = pattern.matcher("").groupCount();
        int mark = PathChange.checkPiece(replacement).indexOf('?');
        if (mark < 0) {
            return new Replace(pattern, Replacement.parse(replacement, groups), null, false);
        }
        boolean drops = replacement.endsWith("?");
        String query = replacement.substring(mark + 1).replaceFirst("\\?$", "");
        return new Replace(pattern, Replacement.parse(replacement.substring(0, mark), groups),
                Replacement.parse(query, groups), drops);
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + regex + "\" is no regular expression: "
                    + e.getDescription() + " at character " + (e.getIndex() + 1), e);
        }
    }

    @Override
    public Target apply(Target target, Values values) {
        String path = target.path();
        Matcher matcher = pattern.matcher(path);
        if (!matcher.find()) {
            path = RawPath.normal(path);
            matcher = pattern.matcher(path);
            if (!matcher.find()) {
                return target;
            }
        }
        String changedQuery = query == null ? target.query() : query(matcher, target, values);
        return new Target(Percent.repairPath(replaceAll(path, matcher, values)), changedQuery);
    }

    /** Replaces the match at hand and all after it. */
    private String replaceAll(String text, Matcher matcher, Values values) {
        StringBuilder out = new StringBuilder(text.length() + 32);
        int end = 0;
        do {
            // "(.*)" matches a second time, nothing, where its first match ends: no match to us.
            if (matcher.end() > end || end == 0) {
                out.append(text, end, matcher.start());
                out.append(path.expand(matcher, values, UnaryOperator.identity()));
                end = matcher.end();
            }
        } while (matcher.find());
        return out.append(text, end, text.length()).toString();
    }

    private String query(Matcher matcher, Target target, Values values) {
        String added = query.expand(matcher, values, Replace::inQuery);
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
