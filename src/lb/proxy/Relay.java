package lb.proxy;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import lb.http.Headers;
import lb.http.Request;
import lb.pool.Server;
import lb.rewrite.Rewriter;
import lb.route.Route;

/** Passes the answer of a server on to the client, as it comes. */
final class Relay {
    private static final String PATIENCE = "timeout.idle"; // Of the client, with a whole answer.

    private final Replies replies;

    Relay(Replies replies) {
        this.replies = replies;
    }

    /** Sends head and body; fails, so that the connection is closed, when not all of it came. */
    void relay(Exchange exchange, Request original, Route route, Slot slot,
            HttpResponse<AnswerBody> answer, Upstream upstream) throws IOException {
        Server server = slot.server();
        Headers received = headers(answer.headers());
        Headers fields = Rewriter.applyResponse(route.rewrite(), HopByHop.strip(received),
                original, route.name(), server.name());
        long length = length(answer);
        Headers.Builder out = framed(exchange, answer, fields, original);
        upstream.pool().pin(original, server).ifPresent(pin -> out.add("Set-Cookie", pin));
        boolean empty = length == 0 || !exchange.mayHaveBody(answer.statusCode());
        if (empty) {
            exchange.deadline.bindTo(null);
            slot.free();
        }
        exchange.sendHead(answer.statusCode(), out.build(), length);
        if (!empty) {
            copy(exchange, answer.body(), length, slot, upstream);
            exchange.deadline.bindTo(null);
            slot.free();
            exchange.finish();
        }
        exchange.deadline.none();
    }

    private static Headers headers(HttpHeaders headers) {
        Headers.Builder fields = Headers.builder();
        for (Map.Entry<String, List<String>> field : headers.map().entrySet()) {
            for (String value : field.getValue()) {
                fields.add(field.getKey(), value);
            }
        }
        return fields.build();
    }

    private static long length(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Length").map(Long::parseLong).orElse(-1L);
    }

    /** The fields of the client's response: with the length where only we can tell it. */
    private Headers.Builder framed(Exchange exchange, HttpResponse<?> answer, Headers fields,
            Request request) {
        Headers.Builder out = fields.toBuilder();
        int status = answer.statusCode();
        if (exchange.isHead() || status == 304) { // What a GET would have had.
            answer.headers().firstValue("Content-Length")
                    .ifPresent(length -> out.set("Content-Length", length));
        }
        replies.addRequestId(out, request.id());
        return out;
    }

    private static void copy(Exchange exchange, AnswerBody in, long length, Slot slot,
            Upstream upstream) throws IOException {
        long left = length; // Below 0, and never again 0, when only the end will tell.
        byte[] piece = new byte[(int) Math.min(Pieces.MOST, length < 0 ? Pieces.MOST : length)];
        int most = Pieces.FIRST;
        if (in.isDry()) {
            exchange.flush(PATIENCE); // The client sees the head while the server thinks on.
        }
        for (ByteBuffer next; (next = read(exchange, in, slot.server(), upstream)) != null; ) {
            int count = Math.min(next.remaining(), most);
            next.get(piece, 0, count);
            left -= count;
            if (left == 0) {
                exchange.deadline.bindTo(null);
                slot.free();
            }
            write(exchange, piece, count, in, upstream);
            if (left == length - Pieces.FIRST) { // The first one was of full length.
                most = piece.length;
            }
        }
    }

    private static ByteBuffer read(Exchange exchange, AnswerBody in, Server server,
            Upstream upstream) throws IOException {
        exchange.deadline.within(upstream.idleTimeout());
        long start = System.nanoTime();
        try {
            return in.next();
        } catch (IOException e) {
            String why = !exchange.deadline.takeExpired() ? "answer cut short by the server"
                    : server.isClosed() ? "server was removed" : "timeout.idle";
            exchange.log.note(why);
            upstream.pool().failed(server, why, System.nanoTime() - start);
            throw e;
        } finally {
            exchange.log.serverNanos += System.nanoTime() - start;
        }
    }

    private static void write(Exchange exchange, byte[] piece, int count, AnswerBody in,
            Upstream upstream) throws IOException {
        exchange.deadline.within(upstream.idleTimeout());
        exchange.write(piece, count, PATIENCE);
        if (in.isDry()) {
            exchange.flush(PATIENCE);
        }
    }
}
