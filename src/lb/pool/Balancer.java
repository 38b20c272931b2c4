package lb.pool;

import java.util.List;
import java.util.Optional;
import lb.http.Request;

/** Picks one of several servers. One object belongs to one pool; safe for many threads. */
public interface Balancer {
    /**
     * Picks a server.
     *
     * @param eligible two or more servers that may take the request, each with a weight above 0;
     *     the pool answers for none and one. The very list that was last prepared or, when a
     *     request is tried again, a shorter one: compare with {@code ==}
     * @param request as the client sent it
     * @return one of {@code eligible}
     */
    Server pick(List<Server> eligible, Request request);

    /**
     * Picks a server and counts the request in. For an algorithm that looks at what is in flight,
     * the two must be one step, or requests that arrive together all take the same idle server.
     *
     * @return the server; empty when it is at its {@code max} or somebody else was quicker: the
     *     pool then asks again
     */
    default Optional<Server> take(List<Server> eligible, Request request) {
        Server server = pick(eligible, request);
        return server.tryAcquire() ? Optional.of(server) : Optional.empty();
    }

    /**
     * Told of the servers available from now on, so that what depends on the list and its weights
     * is worked out once and not on each request. Called by one thread at a time, and before the
     * list reaches {@link #pick}; a request that is under way may still come with the list before.
     *
     * @param available immutable, in the file's order, any number of servers
     */
    default void prepare(List<Server> available) {}

    /**
     * Says what it would pick of these servers and how it sees each, without changing anything:
     * for people who ask why. By the same steps as {@link #pick}, or it is of no use.
     *
     * @param eligible as for {@link #pick}
     */
    default Ranking rank(List<Server> eligible, Request request) {
        return Ranking.UNTOLD;
    }
}
