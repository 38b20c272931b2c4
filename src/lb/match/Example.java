package lb.match;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import lb.http.CanonicalPath;
import lb.http.Headers;
import lb.http.IpLiteral;
import lb.http.Origin;
import lb.http.Percent;
import lb.http.Request;

/**
 * Makes up requests for conditions. Whether they match has to be tried: of a regex only what it
 * spells out is known.
 */
final class Example {
    /** What in a regex stands for a place and not for a character, at its beginning and end. */
    private static final Pattern ANCHORS =
            Pattern.compile("^(\\(\\?i\\))?\\^?|(\\(/\\|\\$\\)|\\$)$");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9/_.-]*");
    /** Longer lists of paths are of one kind. */
    private static final int MOST = 100;
    private static final List<String> CLIENTS = List.of("192.0.2.7", "10.0.0.1", "2001:db8::1");

    private String method = "GET";
    private String host = "example.test";
    private InetAddress client = IpLiteral.parse(CLIENTS.get(0)).orElseThrow();
    private final List<String> paths = new ArrayList<>();
    private final StringBuilder query = new StringBuilder();
    private final Headers.Builder headers = Headers.builder();

    private Example() {}

    /** A request for each path that is included; one for any path where none is. */
    static List<Request> of(List<Condition> conditions) {
        Example example = new Example();
        conditions.forEach(example::add);
        if (conditions.stream().noneMatch(Condition.Path.class::isInstance)) {
            example.paths.add("/");
        }
        return example.paths.stream().map(example::request).toList();
    }

    private Request request(String path) {
        String raw = Percent.repairPath(path);
        CanonicalPath canonical = CanonicalPath.of(raw, true) instanceof CanonicalPath readable
                ? readable : new CanonicalPath("/", List.of("/"));
        return new Request("example", method, host, raw, query.toString(), canonical,
                headers.build(), Origin.direct(client, "http", 80));
    }

    private void add(Condition condition) {
        List<? extends Criterion<?>> in = condition.choice().included();
        switch (condition) {
            case Condition.Method one -> method = in.isEmpty()
                    ? List.of("GET", "POST", "PUT", "DELETE").stream()
                            .filter(name -> one.choice().holds(name) == Answer.YES).findFirst()
                            .orElse("X")
                    : in.stream().map(Object::toString).filter("GET"::equals).findFirst()
                            .orElse(in.get(0).toString());
            case Condition.Host one -> host = in.isEmpty() ? host
                    : in.get(0).toString().replace("*.", "www.");
            case Condition.Ip one -> client(one, in);
            case Condition.Path one -> in.stream().limit(MOST)
                    .forEach(each -> paths.add(path(each)));
            case Condition.Header one when !in.isEmpty() ->
                headers.add(one.name(), text(in.get(0)));
            case Condition.Cookie one when !in.isEmpty() ->
                headers.add("Cookie", one.name() + "=" + text(in.get(0)));
            case Condition.Param one when !in.isEmpty() ->
                query.append(query.isEmpty() ? "" : "&").append(Percent.encode(one.name()))
                        .append('=').append(Percent.encode(text(in.get(0))));
            default -> { } // Only excluded: it is not there. By plain HTTP it comes anyway.
        }
    }

    private void client(Condition.Ip condition, List<? extends Criterion<?>> in) {
        List<String> candidates = new ArrayList<>(CLIENTS);
        in.forEach(block -> candidates.add(block.toString().replaceFirst("/.*", "")));
        for (String candidate : candidates) {
            InetAddress address = IpLiteral.parse(candidate).orElse(client);
            if (condition.choice().holds(address) == Answer.YES) {
                client = address;
            }
        }
    }

    private static String path(Criterion<?> pattern) {
        return switch (pattern) {
            case PathPattern.Exact exact -> exact.written();
            case PathPattern.Prefix prefix -> prefix.written();
            case Glob glob -> glob.toString().replace("**/", "").replace("**", "x")
                    .replace("*", "x");
            default -> {
                String literal = text(pattern);
                yield literal.startsWith("/") ? literal : "/" + literal;
            }
        };
    }

    /** A value, what a regex spells out, or anything. */
    private static String text(Criterion<?> pattern) {
        String written = pattern.toString();
        if (!written.startsWith("~")) {
            return written.equals("*") ? "x" : written;
        }
        String bare = ANCHORS.matcher(written.substring(1)).replaceAll("")
                .replaceAll("\\[(.)]|\\\\([./_-])", "$1$2");
        return LITERAL.matcher(bare).matches() ? bare : "x";
    }
}
