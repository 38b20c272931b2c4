package lb.pool;

import java.util.function.Consumer;
import lb.http.Request;

/** A request's place in the queue of a pool; for one request and one time. */
public final class Place {
    final Request request;
    final Consumer<Server> served;
    volatile Server server; // null until served

    /**
     * A place, not in any queue yet.
     *
     * @param request as the client sent it
     * @param served told of the server, which the request has been counted in at; on the thread
     *     that freed it, with a lock held: only to wake somebody up
     */
    public Place(Request request, Consumer<Server> served) {
        this.request = request;
        this.served = served;
    }
}
