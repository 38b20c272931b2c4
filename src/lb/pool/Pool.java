package lb.pool;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import lb.http.Request;

/** Servers able to answer the same requests. Safe for many threads. */
public final class Pool {
    public Pool(String name, List<Server> servers, Balancer balancer) { throw new UnsupportedOperationException(); }

    public String name() { throw new UnsupportedOperationException(); }

    /** All servers, in the file's order. */
    public List<Server> servers() { throw new UnsupportedOperationException(); }

    /**
     * Chooses a server that is available and not among those already tried, and counts the request
     * in: the caller must call {@link Server#release}.
     *
     * @param request as the client sent it
     * @return empty when there is none
     */
    public Optional<Server> choose(Request request, Collection<Server> tried) { throw new UnsupportedOperationException(); }
}
