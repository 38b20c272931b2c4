package lb.rewrite;

import java.util.List;
import java.util.regex.Pattern;
import lb.http.Headers;
import lb.http.Request;

/**
 * What a server sees as Host: {@code keep}, {@code server} or a literal.
 *
 * @param host the new Host; null where it is kept
 */
record HostChange(Template host) implements Change {
    /** The client's Host stays. */
    static final HostChange KEEP = new HostChange(null);

    /** The server's own address. */
    static final HostChange SERVER = new HostChange(Template.parse("{server}"));

    private static final Pattern AUTHORITY = Pattern.compile(
            "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?"); // RFC 3986 section 3.2.2.
    private static final List<Variable> ALLOWED =
            List.of(Variable.HOST, Variable.ROUTE, Variable.SERVER);

    static HostChange parse(String text) {
        return switch (text) {
            case "keep" -> KEEP;
            case "server" -> SERVER;
            default -> new HostChange(literal(text));
        };
    }

    private static Template literal(String text) {
        Template template = Template.parse(text);
        for (Variable variable : template.variables()) {
            if (!ALLOWED.contains(variable)) {
                throw new IllegalArgumentException("a Host cannot hold " + variable
                        + "; only {host}, {route} and {server}");
            }
        }
        if (!AUTHORITY.matcher(template.expand(variable -> "x")).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no host; write keep, server, or"
                    + " a name as in shop.example.com or shop.example.com:8080");
        }
        return template;
    }

    @Override
    public boolean namesServer() {
        return host != null && host.namesServer();
    }

    @Override
    public Request apply(Request request, Values values) {
        if (host == null) {
            return request;
        }
        String authority = host.expand(values);
        Headers fields = request.headers();
        Request changed = request.withAuthority(authority);
        // The field, where it is among them, must not contradict the authority.
        return fields.contains("Host")
                ? changed.withHeaders(fields.toBuilder().set("Host", authority).build()) : changed;
    }
}
