package lb.proxy;

import lb.pool.Server;

/**
 * A request's place on a server. It is given back when the server has done its part, just before
 * the client can know that: otherwise the client's next request may find the place still taken, and
 * be refused by a server's {@code max} or sent elsewhere. Belongs to one thread.
 */
final class Slot {
    private final Server server;
    private boolean given; // back

    /** A place that {@code Pool.choose} has counted in. */
    Slot(Server server) {
        this.server = server;
    }

    Server server() {
        return server;
    }

    /** Gives the place back; only once, however often it is called. */
    void free() {
        if (!given) {
            given = true;
            server.release();
        }
    }
}
