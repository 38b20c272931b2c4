package lb.health;

import java.io.EOFException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lb.dns.Name;
import lb.pool.ServerSpec;
import lb.tls.TlsFailure;

/** Asks one server how it is, once each call. */
final class Probe {
    private final ServerSpec server;
    private final HealthCheck check;
    private final HttpClient client;
    private final Name name;

    /**
     * A probe.
     *
     * @param client sends one request at a time for us, and follows no redirects
     * @param name the server's host
     */
    Probe(ServerSpec server, HealthCheck check, HttpClient client, Name name) {
        this.server = server;
        this.check = check;
        this.client = client;
        this.name = name;
    }

    /** To the address, so that the client has nothing to look up. */
    private HttpRequest request() {
        String host = name.urlHost();
        int port = check.port().orElse(server.port());
        URI uri = URI.create(server.scheme() + "://" + host + ":" + port + check.target());
        HttpRequest.Builder builder = withMethod(HttpRequest.newBuilder(uri))
                .setHeader("User-Agent", "lb-health-check") // The client would send its own.
                .setHeader("Connection", "close"); // The next check is to connect afresh.
        for (int i = 0; i < check.headers().size(); i++) {
            builder.setHeader(check.headers().name(i), check.headers().value(i));
        }
        if (check.host().isPresent() || !host.equals(Name.fixed(server.host()).urlHost())) {
            builder.setHeader("Host", check.host().orElse(authority(port)));
        }
        return builder.build();
    }

    /** RFC 9110 section 7.2: the port, unless it is the scheme's own. */
    private String authority(int port) {
        String host = Name.fixed(server.host()).urlHost();
        return port == (server.tls().isPresent() ? 443 : 80) ? host : host + ":" + port;
    }

    private HttpRequest.Builder withMethod(HttpRequest.Builder builder) {
        return switch (check.method()) {
            case "GET" -> builder.GET(); // "Content-Length: 0" would go with method("GET").
            case "HEAD" -> builder.HEAD();
            default -> builder.method(check.method(), BodyPublishers.noBody());
        };
    }

    /** Asks once; the check's timeout is for everything, from looking up the name to the body. */
    Outcome check() throws InterruptedException {
        long deadline = System.nanoTime() + check.timeout().toNanos();
        try {
            name.known().get(left(deadline), TimeUnit.NANOSECONDS);
            return judge(answer(deadline));
        } catch (TimeoutException e) {
            return Outcome.failed("no answer within " + text(check.timeout()));
        } catch (ExecutionException e) {
            return Outcome.failed(reason(e.getCause()));
        }
    }

    private static long left(long deadline) {
        return deadline - System.nanoTime();
    }

    private Answer answer(long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        Answer.Exchange exchange = Answer.to(request(), client, check.body().isPresent());
        try {
            return exchange.answer().get(left(deadline), TimeUnit.NANOSECONDS);
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

    /** In an operator's words, where the JDK's are a programmer's; its causes are nested. */
    private String reason(Throwable failure) {
        Optional<TlsFailure> tls = TlsFailure.of(failure);
        if (tls.isPresent()) {
            return tls.get().reason();
        }
        String message = "";
        for (Throwable e = failure; e != null; e = e.getCause()) {
            String known = known(e);
            if (!known.isEmpty()) {
                return known;
            }
            message = e.getMessage() != null ? e.getMessage() : message;
        }
        return "no valid answer: " + (message.isEmpty() ? failure : message);
    }

    private String known(Throwable e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof UnresolvedAddressException || e instanceof UnknownHostException) {
            return "cannot resolve " + server.host();
        }
        if (e instanceof SocketException && e.getMessage() != null) {
            // "Connection refused", and on some systems "Connection refused (connect failed)"
            return message.toLowerCase(Locale.ROOT).replace(" (connect failed)", "");
        }
        if (e instanceof EOFException || message.contains("received no bytes")) {
            return "connection closed without an answer";
        }
        return e instanceof ProtocolException ? "no HTTP answer: " + message : "";
    }

    /** As the file would write it. */
    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }
}
