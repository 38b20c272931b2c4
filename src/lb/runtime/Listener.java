package lb.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import lb.admin.Overview.Listening;
import lb.tls.ClientTls;

/** An address that lb listens on. Safe for many threads. */
final class Listener implements HttpHandler {
    private static final int BACKLOG = 4096; // The system caps it at its own limit.

    private final Endpoint configured;
    private final HttpHandler handler;
    private final HttpServer server;
    private volatile boolean closing;

    private Listener(Endpoint configured, HttpHandler handler, HttpServer server) {
        this.configured = configured;
        this.handler = handler;
        this.server = server;
    }

    /**
     * Takes the address; connections wait until {@link #start}.
     *
     * @param tls how to speak it, where the endpoint says so
     * @throws IOException naming the address, when it cannot be had
     */
    static Listener open(Endpoint endpoint, HttpHandler handler, Executor threads, ClientTls tls)
            throws IOException {
        InetSocketAddress address = endpoint.address();
        InetSocketAddress resolved = address.isUnresolved()
                ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
        try {
            HttpServer server = endpoint.tls() ? secure(resolved, tls)
                    : HttpServer.create(resolved, BACKLOG);
            Listener listener = new Listener(endpoint, handler, server);
            server.createContext("/", listener);
            server.setExecutor(threads);
            return listener;
        } catch (IOException | RuntimeException e) { // The latter for a name without an address.
            throw new IOException("cannot listen on " + endpoint + ": " + e.getMessage(), e);
        }
    }

    private static HttpServer secure(InetSocketAddress address, ClientTls tls) throws IOException {
        HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.context()) {
            @Override
            public void configure(HttpsParameters connection) {
                connection.setSSLParameters(tls.parameters());
            }
        });
        return server;
    }

    void start() {
        server.start();
    }

    /** As the file has it. */
    Endpoint configured() {
        return configured;
    }

    /** As bound. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (closing) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        handler.handle(exchange);
    }

    /**
     * Accepts no connection any more; what is in flight is finished, at most this long, and
     * connections are closed after it. Returns at once.
     */
    void retire(Duration atMost) {
        closing = true;
        int seconds = (int) Math.max(1, atMost.toSeconds() + 1);
        Thread.ofPlatform().daemon().name("retire " + this).start(() -> server.stop(seconds));
    }

    /** Ends at once. */
    void close() {
        server.stop(0);
    }

    /** Where clients reach it; a star stands for all interfaces. */
    String url() {
        return new Listening(scheme(), address()).url();
    }

    /** {@code http} or {@code https}. */
    String scheme() {
        return configured.tls() ? "https" : "http";
    }

    @Override
    public String toString() {
        return address().getHostString() + ":" + address().getPort();
    }
}
