package lb.pool;

import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A client that servers use together. A server that has given it trouble leaves for one of its own,
 * and the others go on with a new one: what the JDK's client cannot end alone, a connection it has
 * forgotten or a thread that hangs, ends with the client. Safe for many threads.
 *
 * <p>Each client reads on one thread. With one for each of three servers these and the threads of
 * the requests wake each other more often, at a price: see "What it costs" in the README.
 */
public final class SharedClient {
    // A request may have been given the client just before, and is to find it open.
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final Supplier<HttpClient> maker;
    private final ReentrantLock lock = new ReentrantLock(); // guards writes of what follows
    private volatile HttpClient client; // null until first used
    private boolean closed;

    /** Clients are made by this, each on first use. */
    public SharedClient(Supplier<HttpClient> maker) {
        this.maker = maker;
    }

    /** The client for a request; one that refuses everything once closed. */
    HttpClient client() {
        HttpClient made = client;
        return made != null ? made : make();
    }

    private HttpClient make() {
        lock.lock();
        try {
            if (client == null) {
                client = maker.get();
                if (closed) {
                    client.shutdownNow();
                }
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes on with another client. Requests in flight may end on the old one.
     *
     * @param used the client that is not trusted any more
     * @return whether it was the one in use; if not, it has been replaced already
     */
    boolean renew(HttpClient used) {
        lock.lock();
        try {
            if (closed || client != used) {
                return false;
            }
            client = null;
        } finally {
            lock.unlock();
        }
        LATER.execute(used::shutdown);
        return true;
    }

    /** Ends it at once; requests in flight fail. */
    public void close() {
        HttpClient last;
        lock.lock();
        try {
            closed = true;
            last = client;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.shutdownNow();
        }
    }
}
