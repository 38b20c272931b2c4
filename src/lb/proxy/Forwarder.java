package lb.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import lb.http.Request;
import lb.pool.Server;
import lb.proxy.Attempt.Answered;
import lb.proxy.Attempt.Failed;
import lb.proxy.Attempt.Failure;
import lb.rewrite.Rewriter;
import lb.route.Route;

/** Last stage, the only one that touches the network: sends a request to servers of a pool. */
final class Forwarder {
    private final Relay relay;
    private final Replies replies;

    Forwarder(Relay relay, Replies replies) {
        this.relay = relay;
        this.replies = replies;
    }

    /**
     * Tries servers until one answers, and passes its answer on; or answers in its place.
     *
     * @param original as the client sent it: what the balancer looks at
     * @param rewritten as it is to be sent
     */
    void forward(Exchange exchange, Request original, Route route, Request rewritten,
            Upstream upstream) throws IOException {
        List<Server> tried = new ArrayList<>(1);
        exchange.log.pool = upstream.pool().name();
        exchange.body.keep(upstream.retry().attempts() > 0 ? upstream.retry().body() : 0);
        upstream.budget().request();
        Optional<Server> next = upstream.pool().choose(original, tried);
        if (next.isEmpty()) {
            replies.send(exchange, 503, "no server available");
        }
        while (next.isPresent()) {
            next = tryServer(next.get(), tried, exchange, original, route, rewritten, upstream);
        }
    }

    /** Sends to one server, and passes its answer on or gives the server to try next. */
    private Optional<Server> tryServer(Server server, List<Server> tried, Exchange exchange,
            Request original, Route route, Request rewritten, Upstream upstream)
            throws IOException {
        try {
            tried.add(server);
            exchange.log.server = server.name();
            exchange.log.attempts = tried.size();
            Request request = Rewriter.applyServer(route.rewrite(), rewritten, original,
                    route.name(), server.name());
            Attempt attempt = send(exchange, request, server, upstream);
            Optional<Server> next = next(attempt, tried, exchange, original, upstream);
            if (next.isPresent()) {
                discard(attempt);
                exchange.body.repeat();
                return next;
            }
            switch (attempt) {
                case Answered answered -> relay.relay(exchange, original, route, server,
                        answered.answer(), upstream);
                case Failed failed -> replies.send(exchange, failed.failure().status(),
                        exchange.log.reason);
            }
            return Optional.empty();
        } finally {
            server.release();
        }
    }

    /** The server to try next; empty when this outcome is the one for the client. */
    private static Optional<Server> next(Attempt attempt, List<Server> tried, Exchange exchange,
            Request original, Upstream upstream) {
        String what = switch (attempt) {
            case Answered answered -> "status " + answered.answer().statusCode();
            case Failed failed -> failed.reason();
        };
        if (!Retry.wanted(upstream.retry(), attempt)) {
            note(exchange, attempt instanceof Failed ? what : "");
            return Optional.empty();
        }
        Optional<Server> next = upstream.pool().choose(original, tried);
        Optional<String> refusal = next.isEmpty() ? Optional.of("no further server")
                : Retry.refusal(upstream.retry(), upstream.budget(), exchange,
                        original.headers(), attempt, tried.size());
        if (refusal.isEmpty()) {
            note(exchange, tried.getLast().name() + ": " + what + ", retried");
            return next;
        }
        next.ifPresent(Server::release);
        note(exchange, what + ", not retried: " + refusal.get());
        return Optional.empty();
    }

    private static void note(Exchange exchange, String text) {
        String before = exchange.log.reason;
        exchange.log.reason = before.isEmpty() || text.isEmpty() ? before + text
                : before + "; " + text;
    }

    private static void discard(Attempt attempt) throws IOException {
        if (attempt instanceof Answered answered) {
            answered.answer().body().close();
        }
    }

    /** Sends the request to one server and waits for the head of its answer. */
    private static Attempt send(Exchange exchange, Request request, Server server,
            Upstream upstream) throws IOException {
        if (server.urlHost().isEmpty()) { // Names are looked up elsewhere, never by a request.
            return new Failed(Failure.CONNECT, "cannot resolve");
        }
        long start = System.nanoTime();
        try {
            HttpResponse<InputStream> answer = exchange.body.isEmpty()
                    ? sendHead(exchange, request, server, upstream)
                    : sendWithBody(exchange, request, server, upstream);
            return answer.body() == null ? new Failed(Failure.INVALID, "invalid framing")
                    : new Answered(answer);
        } catch (InterruptedException | DeadlineExpired e) {
            if (e instanceof InterruptedException && !exchange.deadline.takeExpired()) {
                Thread.currentThread().interrupt(); // lb is being stopped.
                throw new IOException("interrupted", e);
            }
            return new Failed(Failure.TIMEOUT, "timeout.response");
        } catch (ExecutionException e) {
            return Attempt.failed(e.getCause());
        } finally {
            exchange.log.serverNanos += System.nanoTime() - start;
        }
    }

    private static HttpResponse<InputStream> sendHead(Exchange exchange, Request request,
            Server server, Upstream upstream) throws IOException, InterruptedException,
            ExecutionException {
        // A client that says "Content-Length: 0" means a body of no bytes, not no body.
        boolean zero = exchange.http.getRequestHeaders().containsKey("Content-Length");
        var outgoing = new OutgoingRequest(request, server,
                zero ? java.net.http.HttpRequest.BodyPublishers.noBody() : null, false);
        exchange.deadline.within(upstream.responseTimeout());
        HttpResponse<InputStream> answer;
        try {
            answer = server.client().send(outgoing, AnswerHandler.instance());
        } catch (IOException | RuntimeException e) {
            if (exchange.deadline.takeExpired()) {
                throw new DeadlineExpired();
            }
            throw new ExecutionException(e);
        }
        exchange.deadline.none();
        return answer;
    }

    private static HttpResponse<InputStream> sendWithBody(Exchange exchange, Request request,
            Server server, Upstream upstream) throws IOException, InterruptedException,
            ExecutionException {
        Upload upload = new Upload(exchange.body);
        CompletableFuture<HttpResponse<InputStream>> answer = server.client().sendAsync(
                new OutgoingRequest(request, server, upload, false), AnswerHandler.instance());
        boolean done = false;
        try {
            upload.pump(answer, exchange.deadline, upstream.responseTimeout());
            exchange.deadline.within(upstream.responseTimeout());
            HttpResponse<InputStream> head = answer.get();
            exchange.deadline.none();
            done = true;
            return head;
        } finally {
            if (!done) {
                answer.cancel(true); // Closes the connection; cancel(false) would leak it.
            }
        }
    }
}
