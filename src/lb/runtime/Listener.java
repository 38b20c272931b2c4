package lb.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;

/** An address that lb listens on. Safe for many threads. */
final class Listener implements HttpHandler {
    private static final int BACKLOG = 4096; // The system caps it at its own limit.

    private final InetSocketAddress configured;
    private final HttpHandler handler;
    private final HttpServer server;
    private volatile boolean closing;

    private Listener(InetSocketAddress configured, HttpHandler handler, HttpServer server) {
        this.configured = configured;
        this.handler = handler;
        this.server = server;
    }

    /**
     * Takes the address; connections wait until {@link #start}.
     *
     * @throws IOException naming the address, when it cannot be had
     */
    static Listener open(InetSocketAddress address, HttpHandler handler, Executor threads)
            throws IOException {
        InetSocketAddress resolved = address.isUnresolved()
                ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
        try {
            Listener listener = new Listener(address, handler,
                    HttpServer.create(resolved, BACKLOG));
            listener.server.createContext("/", listener);
            listener.server.setExecutor(threads);
            return listener;
        } catch (IOException | RuntimeException e) { // The latter for a name without an address.
            throw new IOException("cannot listen on " + text(address) + ": " + e.getMessage(), e);
        }
    }

    void start() {
        server.start();
    }

    /** As the file has it: maybe a name, maybe port 0. */
    InetSocketAddress configured() {
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

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    @Override
    public String toString() {
        return text(server.getAddress());
    }
}
