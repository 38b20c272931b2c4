package lb.http;

import java.util.Locale;

/**
 * The head of a request, immutable: what every stage takes and what none of them changes in place.
 *
 * @param id the request id, one line of visible characters
 * @param method the method, a token, case-sensitive (RFC 9110 section 9.1)
 * @param authority the Host header as sent ({@code host[:port]}); empty where there was none
 * @param path the path's bytes as sent, beginning with {@code /}; non-ASCII bytes percent-encoded
 * @param query the query's bytes as sent, without the {@code ?}; empty where there was none
 * @param canonical the path as firewall and router compare it. A rewrite leaves it alone: it stays
 *     what the client asked for
 * @param headers the header fields
 * @param origin where it came from
 */
public record Request(String id, String method, String authority, String path, String query,
        CanonicalPath canonical, Headers headers, Origin origin) {

    /**
     * The host asked for: lower case, without port and without the root's trailing dot; an IPv6
     * address in full, for there are many ways to shorten it.
     */
    public String host() {
        int end = authority.endsWith("]") ? authority.length() : authority.lastIndexOf(':');
        String host = end < 0 ? authority : authority.substring(0, end);
        if (host.endsWith(".")) { // RFC 3986 section 3.2.2: "shop.example." is the same name.
            host = host.substring(0, host.length() - 1);
        }
        boolean literal = host.startsWith("[") && host.endsWith("]");
        return literal ? IpLiteral.inFull(host) : host.toLowerCase(Locale.ROOT);
    }

    /** Path and query as they stand in a request line. */
    public String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The same request with other header fields. */
    public Request withHeaders(Headers headers) {
        return new Request(id, method, authority, path, query, canonical, headers, origin);
    }

    /** The same request for another path and query, both as they are to be sent. */
    public Request withTarget(String path, String query) {
        return new Request(id, method, authority, path, query, canonical, headers, origin);
    }

    /** The same request with another Host. */
    public Request withAuthority(String authority) {
        return new Request(id, method, authority, path, query, canonical, headers, origin);
    }
}
