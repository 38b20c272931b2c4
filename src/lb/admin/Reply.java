package lb.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import lb.http.Json;

/**
 * An answer of the admin listener.
 *
 * @param fields beyond those that every answer has
 */
record Reply(int status, String type, byte[] body, Map<String, String> fields) {
    /** What nothing of ours needs, a page must not be able to do either. */
    private static final String POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src"
            + " 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none'; form-action"
            + " 'none'; frame-ancestors 'none'";

    static Reply json(int status, Object value) {
        return text(status, "application/json", Json.pretty(value));
    }

    static Reply text(int status, String type, String text) {
        return new Reply(status, type, text.getBytes(UTF_8), Map.of());
    }

    /** A refusal; {@code error} says what is wrong and what to do. */
    static Reply refusal(int status, String error) {
        return json(status, Map.of("error", error));
    }

    /** With one more field. */
    Reply with(String name, String value) {
        return new Reply(status, type, body, Map.of(name, value));
    }

    void send(HttpExchange http) throws IOException {
        Headers head = http.getResponseHeaders();
        head.set("Content-Type", type);
        head.set("Cache-Control", "no-store");
        head.set("X-Content-Type-Options", "nosniff");
        head.set("Content-Security-Policy", POLICY);
        head.set("Referrer-Policy", "no-referrer");
        fields.forEach(head::set);
        boolean none = http.getRequestMethod().equals("HEAD");
        if (none) { // RFC 9110 section 9.3.2: the fields that GET would have.
            head.set("Content-Length", Integer.toString(body.length));
        }
        http.sendResponseHeaders(status, none ? -1 : body.length);
        if (!none) {
            http.getResponseBody().write(body);
        }
        http.getResponseBody().close();
    }
}
