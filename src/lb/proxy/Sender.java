package lb.proxy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import lb.http.Request;
import lb.pool.Server;
import lb.proxy.Attempt.Answered;
import lb.proxy.Attempt.Failed;

/** One attempt: sends a request to one server and waits for the head of its answer. */
final class Sender {
    private final Exchange exchange;
    private final Server server;
    private final Upstream upstream;
    private final HttpClient client;
    private final AnswerHandler handler = new AnswerHandler();
    private volatile boolean sentHead; // Known of requests with a body alone.

    private Sender(Exchange exchange, Server server, Upstream upstream) {
        this.exchange = exchange;
        this.server = server;
        this.upstream = upstream;
        this.client = server.client();
    }

    /**
     * Sends it. An answer that comes must be closed or read to its end; after any other outcome
     * nothing is left open.
     *
     * @throws IOException when the client fails to send its body, or lb is being stopped
     */
    static Attempt send(Exchange exchange, Request request, Server server, Upstream upstream)
            throws IOException {
        if (server.urlHost().isEmpty()) { // Names are looked up elsewhere, never by a request.
            return new Failed(Failure.CONNECT, "cannot resolve");
        }
        Sender sender = new Sender(exchange, server, upstream);
        long start = System.nanoTime();
        Attempt attempt = null;
        exchange.deadline.bindTo(server);
        try {
            attempt = sender.attempt(request);
            return attempt;
        } finally {
            if (!(attempt instanceof Answered)) {
                sender.handler.abandon();
                exchange.deadline.bindTo(null);
            }
            exchange.log.serverNanos += System.nanoTime() - start;
        }
    }

    private Attempt attempt(Request request) throws IOException {
        try {
            byte[] whole = exchange.body.whole();
            exchange.deadline.within(upstream.responseTimeout());
            HttpResponse<AnswerBody> answer = exchange.body.isEmpty() ? sendHead(request)
                    : whole != null ? sendShort(request, whole) : sendAsItComes(request);
            exchange.deadline.none();
            server.answered();
            return answer.body() == null ? new Failed(Failure.UNSOUND, "invalid framing")
                    : new Answered(answer);
        } catch (RequestBody.Broken e) {
            throw e;
        } catch (IOException | InterruptedException | InternalError e) {
            return failed(e);
        }
    }

    private Attempt failed(Throwable e) throws IOException {
        if (e instanceof DeadlineExpired || expired()) {
            if (server.isClosed()) {
                return new Failed(Failure.RESET, "server was removed");
            }
            server.timedOut(client);
            return new Failed(Failure.TIMEOUT, "timeout.response");
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt(); // lb is being stopped.
            throw new IOException("interrupted", e);
        }
        Failed failed = Attempt.failed(e);
        if (sentHead && failed.failure() == Failure.CONNECT) {
            // By TLS 1.3 a server may refuse lb after lb has sent the request: RFC 8446 section
            // 4.4.2.4, on an empty certificate.
            return new Failed(Failure.RESET, failed.reason());
        }
        if (failed.failure() == Failure.INVALID) {
            server.renewClient(client); // The only way to close the connection it has left open.
        }
        return failed;
    }

    /** Whether the deadline has passed; there is none any more. */
    private boolean expired() {
        try {
            exchange.deadline.none();
            return false;
        } catch (DeadlineExpired e) {
            return true;
        }
    }

    private HttpResponse<AnswerBody> sendHead(Request request)
            throws IOException, InterruptedException {
        // A client that says "Content-Length: 0" means a body of no bytes, not no body.
        boolean zero = exchange.http.getRequestHeaders().containsKey("Content-Length");
        return sendAtOnce(request, zero ? BodyPublishers.noBody() : null);
    }

    /** Takes a quarter less processor time than {@link #sendAsItComes}, whose threads hand over. */
    private HttpResponse<AnswerBody> sendShort(Request request, byte[] body)
            throws IOException, InterruptedException {
        BodyPublisher bytes = BodyPublishers.ofByteArray(body);
        return sendAtOnce(request, BodyPublishers.fromPublisher(subscriber -> {
            sentHead = true; // The client asks for the body once the head is sent.
            bytes.subscribe(subscriber);
        }, body.length));
    }

    private HttpResponse<AnswerBody> sendAtOnce(Request request, BodyPublisher body)
            throws IOException, InterruptedException {
        try {
            return client.send(new OutgoingRequest(request, server, body), handler);
        } catch (RuntimeException e) { // Of the client's making, for something the server sent.
            throw new IOException(e);
        }
    }

    private HttpResponse<AnswerBody> sendAsItComes(Request request)
            throws IOException, InterruptedException {
        Upload upload = new Upload(exchange.body);
        CompletableFuture<HttpResponse<AnswerBody>> answer = client.sendAsync(
                new OutgoingRequest(request, server, upload), handler);
        try {
            upload.pump(answer, exchange.deadline, upstream.responseTimeout());
            exchange.deadline.within(upstream.responseTimeout());
            return answer.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            sentHead = upload.hasBegun();
            answer.cancel(true); // Closes the connection, unless the answer is complete.
        }
    }
}
