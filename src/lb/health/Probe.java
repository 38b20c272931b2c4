package lb.health;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import lb.pool.ServerSpec;

/** Asks one server how it is, once each call. Used by one thread at a time. */
final class Probe {
    private final ServerSpec server;
    private final HealthCheck check;
    private final HttpClient client;
    private final Executor resolvers;
    private final HttpRequest request;
    private CompletableFuture<?> lookUp = CompletableFuture.completedFuture(null);

    /**
     * A probe.
     *
     * @param client sends one request at a time for us, and follows no redirects
     * @param resolvers threads that may block while a name is looked up
     */
    Probe(ServerSpec server, HealthCheck check, HttpClient client, Executor resolvers) {
        this.server = server;
        this.check = check;
        this.client = client;
        this.resolvers = resolvers;
        this.request = request();
    }

    private HttpRequest request() {
        String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
        int port = check.port().orElse(server.port());
        HttpRequest.Builder builder = HttpRequest
                .newBuilder(URI.create(server.scheme() + "://" + host + ":" + port + check.target()))
                .method(check.method(), HttpRequest.BodyPublishers.noBody())
                .setHeader("User-Agent", "lb-health-check") // The client would send its own.
                .setHeader("Connection", "close"); // The next check is to connect afresh.
        for (int i = 0; i < check.headers().size(); i++) {
            builder.setHeader(check.headers().name(i), check.headers().value(i));
        }
        check.host().ifPresent(name -> builder.setHeader("Host", name));
        return builder.build();
    }

    /** Asks once; the check's timeout is for everything, from looking up the name to the body. */
    Outcome check() throws InterruptedException {
        long deadline = System.nanoTime() + check.timeout().toNanos();
        try {
            if (!isAddress(server.host())) {
                resolve(deadline);
            }
            return judge(answer(deadline));
        } catch (TimeoutException e) {
            return Outcome.failed("no answer within " + text(check.timeout()));
        } catch (ExecutionException e) {
            return Outcome.failed(reason(e.getCause()));
        }
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    /**
     * Looks the name up, so that the client finds it in the JDK's cache. A look-up that outlasts a
     * check is waited for by the next: a dead name server costs one thread a server, not one more
     * every two seconds.
     */
    private void resolve(long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (lookUp.isDone()) {
            lookUp = CompletableFuture.runAsync(this::lookUpName, resolvers);
        }
        lookUp.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void lookUpName() {
        try {
            InetAddress.getByName(server.host());
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    private Answer answer(long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        Answer.Exchange exchange = Answer.to(request, client, check.body().isPresent());
        try {
            return exchange.answer().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            exchange.cancel();
        }
    }

    private Outcome judge(Answer answer) {
        if (!check.accepts(answer.status())) {
            return Outcome.failed("status " + answer.status());
        }
        if (check.body().isPresent() && !check.body().get().found(answer.body())) {
            return Outcome.failed("status " + answer.status() + ", but the body lacks \""
                    + check.body().get() + "\"");
        }
        return new Outcome(true, "status " + answer.status());
    }

    /** In an operator's words, where the JDK's are a programmer's. */
    private String reason(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof UnresolvedAddressException || e instanceof UnknownHostException) {
                return "cannot resolve " + server.host();
            }
            if (e instanceof SSLException) {
                return "no TLS connection: " + e.getMessage();
            }
        }
        String message = String.valueOf(deepest(failure).getMessage());
        if (failure instanceof ConnectException) {
            return "cannot connect" + (message.equals("null") ? ""
                    : ": " + message.toLowerCase(Locale.ROOT));
        }
        if (message.contains("received no bytes") || message.contains("Connection reset")) {
            return "connection closed without an answer";
        }
        return failure instanceof ProtocolException ? "no HTTP answer: " + message
                : "no valid answer: " + (failure instanceof IOException ? message : failure);
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause().getMessage() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /** As the file would write it. */
    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }
}
