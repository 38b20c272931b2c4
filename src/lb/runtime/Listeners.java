package lb.runtime;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import lb.tls.ClientTls;

/** All addresses that lb listens on. Changed by one thread at a time, read by many. */
final class Listeners {
    private final HttpHandler handler;
    private final Executor threads;
    private final ClientTls tls;
    private volatile List<Listener> open = List.of();

    /** Listeners for plain HTTP. */
    Listeners(HttpHandler handler, Executor threads) {
        this(handler, threads, new ClientTls());
    }

    Listeners(HttpHandler handler, Executor threads, ClientTls tls) {
        this.handler = handler;
        this.threads = threads;
        this.tls = tls;
    }

    /**
     * The listeners for these endpoints, in this order: those that are there, and new ones for the
     * others, which do not serve yet.
     *
     * @throws IOException when one cannot be opened; then none of the new ones is open
     */
    List<Listener> prepare(List<Endpoint> endpoints) throws IOException {
        List<Listener> there = new ArrayList<>(open);
        List<Listener> listeners = new ArrayList<>();
        try {
            for (Endpoint endpoint : endpoints) {
                listeners.add(take(endpoint, there));
            }
            return listeners;
        } catch (IOException e) {
            cancel(listeners);
            throw e;
        }
    }

    /** One of those that are there, which no other endpoint takes then; else a new one. */
    private Listener take(Endpoint endpoint, List<Listener> there) throws IOException {
        for (Listener listener : there) {
            if (listener.configured().equals(endpoint)) {
                there.remove(listener);
                return listener;
            }
        }
        try {
            return Listener.open(endpoint, handler, threads, tls);
        } catch (IOException e) {
            for (Listener listener : there) {
                if (listener.address().getPort() == endpoint.address().getPort()) {
                    throw new IOException(e.getMessage() + "; lb itself listens on " + listener
                            + ", so first remove that, then add this, or restart lb", e);
                }
            }
            throw e;
        }
    }

    /** Closes those that {@link #prepare} has opened. */
    void cancel(List<Listener> prepared) {
        prepared.stream().filter(listener -> !open.contains(listener)).forEach(Listener::close);
    }

    /** Serves on these from now on; the others finish what is in flight, at most this long. */
    void commit(List<Listener> listeners, Duration atMost) {
        List<Listener> before = open;
        open = List.copyOf(listeners);
        listeners.stream().filter(listener -> !before.contains(listener)).forEach(Listener::start);
        before.stream().filter(listener -> !listeners.contains(listener))
                .forEach(listener -> listener.retire(atMost));
    }

    /** The addresses as bound, plain ones first, in the order of the configuration. */
    List<InetSocketAddress> addresses() {
        return open.stream().map(Listener::address).toList();
    }

    /** Those that are open, in the same order. */
    List<Listener> open() {
        return open;
    }

    /** Accepts nothing any more; what is in flight has this long. Returns at once. */
    void retire(Duration atMost) {
        open.forEach(listener -> listener.retire(atMost));
    }

    /** Ends all of them at once. */
    void close() {
        open.forEach(Listener::close);
    }
}
