package lb.proxy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import lb.http.Headers;
import lb.observe.AccessEntry;

/** Our own answers: redirects, short texts, and what a client gets when something went wrong. */
final class Replies {
    private final Optional<String> requestIdField;
    private final Map<Integer, ErrorPage> ownPages;

    /** Answers with the request's id in this field, and with these pages by status. */
    Replies(Optional<String> requestIdField, Map<Integer, ErrorPage> ownPages) {
        this.requestIdField = requestIdField;
        this.ownPages = ownPages;
    }

    /** Answers with a status and its page: the operator's own, or the built-in one. */
    void send(Exchange exchange, int status, String reason) throws IOException {
        send(exchange, status, Headers.EMPTY, reason);
    }

    /** The same with further fields. */
    void send(Exchange exchange, int status, Headers fields, String reason) throws IOException {
        exchange.log.note(reason);
        ErrorPage own = ownPages.get(status);
        if (own != null) {
            answer(exchange, status, fields, own.type(), own.body(exchange.log.id));
            return;
        }
        ErrorForm form = form(exchange.http);
        Headers.Builder varying = fields.toBuilder().add("Vary", "Accept");
        answer(exchange, status, varying.build(), form.type(),
                bytes(form.page(status, text(status), exchange.log.id)));
    }

    private static ErrorForm form(HttpExchange http) {
        return ErrorForm.of(http.getRequestHeaders().get("Accept"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Answers that there is no server now, and when to ask again. */
    void busy(Exchange exchange, Duration retryAfter, String reason) throws IOException {
        exchange.log.reason = reason;
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds()); // In whole seconds.
        send(exchange, 503, Headers.of("Retry-After", Long.toString(seconds)), text(503));
    }

    /** Refuses a request after which nothing on the connection can be trusted. */
    void refuse(Exchange exchange, int status, String reason) throws IOException {
        if (exchange.headSent() || exchange.http.getResponseCode() != -1) {
            exchange.log.note(reason);
            throw new IOException(reason); // Too late for an answer: break off visibly.
        }
        exchange.closeAfterwards();
        send(exchange, status, reason);
    }

    /**
     * Tells a client that it takes too long over its body, while the exchange's own thread is stuck
     * reading it. That thread is interrupted next, which closes the connection.
     */
    void requestTimeout(HttpExchange http, AccessEntry log) {
        if (http.getResponseCode() != -1) {
            return; // It has an answer already.
        }
        log.status = 408;
        log.reason = "timeout.body";
        ErrorPage own = ownPages.get(408);
        ErrorForm form = form(http);
        byte[] body = own != null ? own.body(log.id) : bytes(form.page(408, text(408), log.id));
        try {
            http.getResponseHeaders().set("Connection", "close");
            http.getResponseHeaders().set("Content-Type", own != null ? own.type() : form.type());
            requestIdField.filter(field -> !log.id.isEmpty())
                    .ifPresent(field -> http.getResponseHeaders().set(field, log.id));
            http.sendResponseHeaders(408, body.length);
            http.getResponseBody().write(body);
            http.getResponseBody().flush();
        } catch (IOException e) {
            log.reason = "timeout.body, and the client has gone";
        }
    }

    /** Sends the client elsewhere. */
    void redirect(Exchange exchange, int status, String location) throws IOException {
        answer(exchange, status, Headers.of("Location", location), ErrorForm.TEXT.type(),
                bytes(text(status)));
    }

    /** Answers with a text. */
    void respond(Exchange exchange, int status, String body) throws IOException {
        answer(exchange, status, Headers.EMPTY, ErrorForm.TEXT.type(), bytes(body));
    }

    private void answer(Exchange exchange, int status, Headers fields, String type, byte[] body)
            throws IOException {
        Headers.Builder out = fields.toBuilder().set("Content-Type", type);
        addRequestId(out, exchange.log.id);
        if (exchange.isHead()) {
            out.set("Content-Length", Integer.toString(body.length));
        }
        if (exchange.mayHaveBody(status) && body.length > 0) {
            exchange.sendHead(status, out.build(), body.length);
            exchange.write(body, body.length, Exchange.PATIENCE);
            exchange.finish();
        } else {
            exchange.sendHead(status, out.build(), 0);
        }
    }

    /** Lets the client see the request's id. */
    void addRequestId(Headers.Builder fields, String id) {
        if (requestIdField.isPresent() && !id.isEmpty()) {
            fields.set(requestIdField.get(), id);
        }
    }

    private static String text(int status) {
        return switch (status) {
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 303 -> "See Other";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 410 -> "Gone";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 417 -> "Expectation Failed";
            case 421 -> "Misdirected Request";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "No backend servers available.";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            case 508 -> "Loop Detected";
            default -> "Status " + status;
        };
    }
}
