package lb.rewrite;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import lb.http.Token;

/** Which header fields a route may change: all but those that are lb's own business. */
final class HeaderName {
    // RFC 9110 section 7.6.1 and what HTTP/1.0 left behind: they are about one connection, or about
    // where a message ends. Whoever changes them lets two parties read different messages.
    private static final Collection<String> CONNECTION = fields("Connection", "Content-Length",
            "Expect", "HTTP2-Settings", "Keep-Alive", "Proxy-Connection", "TE", "Trailer",
            "Transfer-Encoding", "Upgrade");

    private HeaderName() {}

    private static Collection<String> fields(String... names) {
        TreeSet<String> fields = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        fields.addAll(List.of(names));
        return fields;
    }

    /** Whether a field belongs to one connection, or says where the message ends. */
    static boolean isConnections(String name) {
        return CONNECTION.contains(name);
    }

    /** Checks a name of a request's field; Host is not one of them. */
    static String inRequest(String name) {
        if (name.equalsIgnoreCase("Host")) {
            throw new IllegalArgumentException("a request has one Host, which has an option of its"
                    + " own; write rewrite.host = …");
        }
        return check(name);
    }

    /** Checks a name of a response's field; Date is not one of them. */
    static String inResponse(String name) {
        if (name.equalsIgnoreCase("Date")) {
            throw new IllegalArgumentException("a route cannot change Date: the server inside lb"
                    + " writes its own into every response; leave this out");
        }
        return check(name);
    }

    private static String check(String name) {
        if (!Token.isToken(name)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be a header's name; write"
                    + " letters, digits and -, as in X-Debug");
        }
        if (isConnections(name)) {
            throw new IllegalArgumentException("a route cannot change " + name + ", which belongs"
                    + " to each connection: lb writes its own; leave this out");
        }
        return name;
    }

    /**
     * Checks the value of a field (RFC 9110 section 5.5); beyond ASCII, parties disagree on bytes.
     */
    static Template checkValue(String value) {
        if (!value.chars().allMatch(c -> c == ' ' || c == '\t' || Visible.isVisible(c))) {
            throw new IllegalArgumentException("a header's value holds ASCII only, without control"
                    + " characters; percent-encode the rest");
        }
        return Template.parse(value);
    }
}
