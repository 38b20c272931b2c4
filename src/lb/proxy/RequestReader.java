package lb.proxy;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.http.Canonical;
import lb.http.CanonicalPath;
import lb.http.ClientAddress;
import lb.http.Headers;
import lb.http.Origin;
import lb.http.Request;
import lb.http.Token;
import lb.proxy.Inbound.Accepted;
import lb.proxy.Inbound.Refused;

/**
 * Reads a request from the JDK's exchange, and refuses whatever two parties could read differently:
 * the JDK's parser is lenient, and behind lb stands a server that may be lenient in another way.
 */
final class RequestReader {
    private static final int BAD_REQUEST = 400;
    private final ProxySettings settings;
    private final String scheme;

    RequestReader(ProxySettings settings, String scheme) {
        this.settings = settings;
        this.scheme = scheme;
    }

    /** The request, or why it is refused. */
    Inbound read(HttpExchange http, String id) {
        Headers headers = headers(http);
        Refused refused = line(http);
        refused = refused != null ? refused : sizes(http, headers);
        refused = refused != null ? refused : fields(headers);
        refused = refused != null ? refused : framing(http, headers);
        refused = refused != null ? refused : features(headers);
        return refused != null ? refused : target(http, headers, id);
    }

    private static Headers headers(HttpExchange http) {
        Headers.Builder headers = Headers.builder();
        for (Map.Entry<String, List<String>> field : http.getRequestHeaders().entrySet()) {
            for (String value : field.getValue()) {
                headers.add(field.getKey(), value);
            }
        }
        return headers.build();
    }

    private static Refused line(HttpExchange http) {
        String protocol = http.getProtocol();
        if (!protocol.equals("HTTP/1.1") && !protocol.equals("HTTP/1.0")) {
            return new Refused(505, "protocol version");
        }
        if (!Token.isToken(http.getRequestMethod())) {
            return bad("method");
        }
        return http.getRequestMethod().equals("CONNECT") ? new Refused(501, "CONNECT") : null;
    }

    private Refused sizes(HttpExchange http, Headers headers) {
        Limits limits = settings.limits();
        if (http.getRequestURI().toString().length() > limits.uri()) {
            return new Refused(414, "request target longer than limit.uri");
        }
        if (headers.size() > limits.headerCount()) {
            return new Refused(431, "more header fields than limit.header-count");
        }
        int bytes = 0;
        for (int i = 0; i < headers.size(); i++) {
            bytes += headers.name(i).length() + headers.value(i).length() + 4; // ": " and CR LF.
        }
        return bytes > limits.headers() ? new Refused(431, "header longer than limit.headers")
                : null;
    }

    private static Refused fields(Headers headers) {
        for (int i = 0; i < headers.size(); i++) {
            String value = headers.value(i);
            for (int at = 0; at < value.length(); at++) {
                char c = value.charAt(at);
                if (c < ' ' && c != '\t' || c == 0x7F) { // RFC 9110 section 5.5.
                    return bad("control character in header " + headers.name(i));
                }
                if (c > 0x7F) { // The JDK's client would send a question mark in its place.
                    return bad("byte above 0x7F in header " + headers.name(i));
                }
            }
        }
        return null;
    }

    private Refused framing(HttpExchange http, Headers headers) {
        List<String> lengths = headers.all("Content-Length");
        boolean coded = headers.contains("Transfer-Encoding");
        if (lengths.size() > 1 || coded && !lengths.isEmpty()) {
            return bad("several lengths"); // The JDK refuses these first, as it is today.
        }
        if (!lengths.isEmpty() && !isLength(lengths.get(0))) {
            return bad("Content-Length");
        }
        long limit = settings.limits().body();
        if (limit >= 0 && !lengths.isEmpty() && Long.parseLong(lengths.get(0)) > limit) {
            return new Refused(413, "body longer than limit.body");
        }
        // RFC 9112 section 6.1: such framing is to be treated as faulty.
        return coded && http.getProtocol().equals("HTTP/1.0")
                ? bad("Transfer-Encoding in HTTP/1.0") : null;
    }

    private static Refused features(Headers headers) {
        Optional<String> upgrade = headers.first("Upgrade");
        // An offer of HTTP/2 may be ignored (RFC 9110 section 7.8); who asks for a WebSocket has
        // no use for anything else.
        if (upgrade.isPresent() && !upgrade.get().equalsIgnoreCase("h2c")) {
            return new Refused(501, "Upgrade");
        }
        Optional<String> expect = headers.first("Expect");
        return expect.isPresent() && !expect.get().equalsIgnoreCase("100-continue")
                ? new Refused(417, "Expect") : null; // RFC 9110 section 10.1.1.
    }

    private Inbound target(HttpExchange http, Headers headers, String id) {
        URI uri = http.getRequestURI();
        List<String> hosts = headers.all("Host");
        boolean mayLack = http.getProtocol().equals("HTTP/1.0") && hosts.isEmpty();
        if (!mayLack && hosts.size() != 1) {
            return bad(hosts.isEmpty() ? "no Host" : "several Hosts"); // RFC 9112 section 3.2.
        }
        String host = mayLack ? "" : hosts.get(0);
        if (!mayLack && !Authority.isValid(host)) {
            return bad("Host");
        }
        if (uri.getRawFragment() != null) {
            return bad("fragment in request target");
        }
        // JDK 25 takes what follows for a host; in an absolute-form it would be one further on.
        if (uri.toString().startsWith("//") || uri.getRawPath().startsWith("//")) {
            return bad("path begins with //");
        }
        // RFC 9112 section 3.2.2: absolute-form names scheme and host a second time.
        if (uri.getScheme() != null && !(uri.getScheme().equalsIgnoreCase(scheme)
                && host.equalsIgnoreCase(uri.getRawAuthority()))) {
            return bad("request target and Host disagree");
        }
        return path(http, headers, id, host, uri);
    }

    private Inbound path(HttpExchange http, Headers headers, String id, String host, URI uri) {
        String path = encodeNonAscii(uri.getRawPath());
        String query = uri.getRawQuery() == null ? "" : encodeNonAscii(uri.getRawQuery());
        return switch (CanonicalPath.of(path, settings.encodedSlash())) {
            case Canonical.Ambiguous ambiguous -> bad(ambiguous.reason());
            case CanonicalPath canonical -> new Accepted(new Request(id, http.getRequestMethod(),
                    host, path, query, canonical, headers, origin(http, headers)));
        };
    }

    private Origin origin(HttpExchange http, Headers headers) {
        InetAddress peer = http.getRemoteAddress().getAddress();
        int port = http.getLocalAddress().getPort();
        boolean trusted = false;
        for (int i = 0; i < settings.trustedProxies().size() && !trusted; i++) {
            trusted = settings.trustedProxies().get(i).contains(peer);
        }
        if (!trusted) {
            return Origin.direct(peer, scheme, port);
        }
        InetAddress client = ClientAddress.of(peer, headers, settings.trustedProxies());
        String proto = headers.first("X-Forwarded-Proto").orElse(scheme);
        boolean known = proto.equals("http") || proto.equals("https");
        return new Origin(client, peer, true, known ? proto : scheme, port);
    }

    /** The bytes that the JDK has read as Latin-1 characters, percent-encoded one by one. */
    private static String encodeNonAscii(String raw) {
        int first = 0;
        while (first < raw.length() && raw.charAt(first) < 0x80) {
            first++;
        }
        if (first == raw.length()) {
            return raw;
        }
        StringBuilder encoded = new StringBuilder(raw.length() + 16).append(raw, 0, first);
        for (int i = first; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < 0x80) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    private static boolean isLength(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return false;
        }
        return text.chars().allMatch(c -> c >= '0' && c <= '9'); // RFC 9110 section 8.6: no sign.
    }

    private static Refused bad(String reason) {
        return new Refused(BAD_REQUEST, reason);
    }
}
