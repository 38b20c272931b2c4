package lb.pool;

import java.util.List;
import lb.http.Request;

/** Picks one of several servers. One object belongs to one pool; safe for many threads. */
public interface Balancer {
    /**
     * Picks a server.
     *
     * @param eligible two or more servers that may take the request, each with a weight above 0;
     *     the pool answers for none and one. The same list object as long as nothing changed
     * @param request as the client sent it
     * @return one of {@code eligible}
     */
    Server pick(List<Server> eligible, Request request);
}
