package lb.proxy;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import lb.http.Headers;
import lb.http.Request;
import lb.pool.Server;

/**
 * The head of a request as the JDK's client writes it to an HTTP/1.1 connection: the framing first,
 * then the fields in the order of the alphabet, cookies in one line at the end. Tests compare it
 * with what servers receive.
 */
final class WireText {
    private static final String COOKIE = "Cookie";

    private WireText() {}

    /**
     * The head.
     *
     * @param given the fields that the client sends, which say what body there is
     */
    static String of(Request request, Headers given, Server server) {
        OutgoingRequest out = new OutgoingRequest(request, server, body(given));
        StringBuilder head = new StringBuilder(out.method()).append(' ').append(request.target())
                .append(" HTTP/1.1\r\n");
        out.bodyPublisher().ifPresent(body -> append(head, framing(body)));
        Map<String, List<String>> fields = out.headers().map();
        fields.forEach((name, values) -> {
            if (!name.equalsIgnoreCase(COOKIE) && !isForProxies(name)) {
                values.forEach(value -> append(head, name + ": " + value));
            }
        });
        List<String> cookies = out.headers().allValues(COOKIE);
        if (!cookies.isEmpty()) {
            append(head, COOKIE + ": " + String.join("; ", cookies));
        }
        return head.append("\r\n").toString();
    }

    private static void append(StringBuilder head, String line) {
        head.append(line).append("\r\n");
    }

    /** What {@link Sender} gives to the client; nothing is ever read from it here. */
    private static BodyPublisher body(Headers given) {
        if (given.contains("Transfer-Encoding")) {
            return BodyPublishers.fromPublisher(BodyPublishers.noBody());
        }
        long length = given.first("Content-Length").map(Long::parseLong).orElse(0L);
        if (length > 0) {
            return BodyPublishers.fromPublisher(BodyPublishers.noBody(), length);
        }
        return given.contains("Content-Length") ? BodyPublishers.noBody() : null;
    }

    private static String framing(BodyPublisher body) {
        return body.contentLength() < 0 ? "Transfer-encoding: chunked"
                : "Content-Length: " + body.contentLength();
    }

    /** The client keeps to itself what is for a proxy, and there is none. */
    private static boolean isForProxies(String name) {
        return name.regionMatches(true, 0, "proxy-", 0, 6);
    }
}
