package lb.pool;

import java.net.http.HttpClient;
import java.util.function.Supplier;

/**
 * One member of a pool, alive: what is counted about it and what state it is in. Safe for many
 * threads.
 */
public final class Server {
    /**
     * A server.
     *
     * @param spec as the file describes it
     * @param health shared by every server with the same address and the same check
     * @param client makes the client that talks to it; called on first use
     */
    public Server(ServerSpec spec, Health health, Supplier<HttpClient> client) { throw new UnsupportedOperationException(); }

    public ServerSpec spec() { throw new UnsupportedOperationException(); }

    /** {@code host:port}. */
    public String name() { throw new UnsupportedOperationException(); }

    public Health health() { throw new UnsupportedOperationException(); }

    /** Its weight now. */
    public int weight() { throw new UnsupportedOperationException(); }

    /** Requests sent, or about to be sent, and not yet answered in full. */
    public int inFlight() { throw new UnsupportedOperationException(); }

    /** Counts one request in; {@link #release} must follow, once. */
    public void acquire() { throw new UnsupportedOperationException(); }

    /** Counts one request out. */
    public void release() { throw new UnsupportedOperationException(); }

    /** Requests it was chosen for since the start. */
    public long requests() { throw new UnsupportedOperationException(); }

    /** The client that talks to it, and to no other server: made on first use. */
    public HttpClient client() { throw new UnsupportedOperationException(); }

    /** Replaces the client after an unexplained hang; requests in flight on the old one fail. */
    public void renewClient() { throw new UnsupportedOperationException(); }

    /** Ends the client; requests in flight fail. */
    public void close() { throw new UnsupportedOperationException(); }
}
