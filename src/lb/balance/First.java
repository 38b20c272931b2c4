package lb.balance;

import java.util.List;
import java.util.Optional;
import lb.http.Request;
import lb.pool.Balancer;
import lb.pool.Ranking;
import lb.pool.Server;

/**
 * The first server in the file's order that is below its {@code max}: one server is filled before
 * the next is touched, so that the rest can sleep. HAProxy's {@code first}.
 */
final class First implements Balancer {
    @Override
    public Server pick(List<Server> eligible, Request request) {
        for (Server server : eligible) {
            if (!server.isFull()) {
                return server;
            }
        }
        return eligible.get(0); // All full: the pool sees that for itself.
    }

    @Override
    public Ranking rank(List<Server> eligible, Request request) {
        return new Ranking(Optional.of(pick(eligible, request)),
                "the first in the file below its max", List.of());
    }
}
