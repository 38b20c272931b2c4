package lb.balance;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lb.http.Request;
import lb.pool.Balancer;
import lb.pool.Ranking;
import lb.pool.Server;

/**
 * The server with the fewest requests in flight against its weight. The right choice when requests
 * take very different times. Servers that are level take turns by weight; an idle pool therefore
 * behaves as with round robin instead of sending everything to the first.
 *
 * <p>Finding the server and counting the request in is one step: should the number in flight have
 * changed since it was read, the search is repeated. So no two requests take the same idle server
 * while another is idle.
 */
final class LeastConnections implements Balancer {
    /**
     * Turns to look at for a server that is level with the best. When so many pass without one, few
     * are level, and which of them it is matters little; looking on would cost more than it is
     * worth when a round has thousands of turns.
     */
    private static final int MOST_TURNS = 64;

    private final Supplier<RandomGenerator> random;
    private volatile Turns turns = Turns.none();

    LeastConnections(Supplier<RandomGenerator> random) {
        this.random = random;
    }

    @Override
    public void prepare(List<Server> available) {
        turns = Turns.of(available, random.get());
    }

    @Override
    public Server pick(List<Server> eligible, Request request) {
        return least(eligible, Turns::nextThat).server;
    }

    @Override
    public Optional<Server> take(List<Server> eligible, Request request) {
        Load least = least(eligible, Turns::nextThat);
        return least.server.acquireIf(least.inFlight) ? Optional.of(least.server)
                : Optional.empty();
    }

    @Override
    public Ranking rank(List<Server> eligible, Request request) {
        return new Ranking(Optional.of(least(eligible, Turns::peekThat).server),
                "fewest in flight for its weight; level ones take turns",
                eligible.stream().map(TwoChoices::load).toList());
    }

    /** Finds a server whose turn it is, using the turn up or not. */
    private interface Turn {
        Server find(Turns turns, Predicate<Server> fits, int most);
    }

    /** A server and what it had in flight when we looked. */
    private record Load(Server server, int inFlight) {
        /** Whether the other has as little in flight against its weight, or less. */
        boolean isLevel(Server other, int otherInFlight) {
            // a/b against c/d without division: the products fit easily.
            return (long) otherInFlight * server.share() <= (long) inFlight * other.share();
        }
    }

    private Load least(List<Server> eligible, Turn turn) {
        Server[] servers = turns.array(eligible);
        int size = servers.length;
        int at = random.get().nextInt(size); // Not always the first of those that are level.
        Server least = servers[at];
        int fewest = least.inFlight();
        int share = least.share();
        boolean level = false;
        for (int i = 1; i < size && fewest > 0; i++) {
            at = at + 1 == size ? 0 : at + 1;
            Server server = servers[at];
            int inFlight = server.inFlight();
            long load = (long) inFlight * share;
            long lowest = (long) fewest * server.share();
            if (load <= lowest) { // Of one branch seldom taken, for this is the loop that costs.
                level = load == lowest; // With a smaller one, none is level yet.
                least = server;
                fewest = inFlight;
                share = server.share();
            }
        }
        Load found = new Load(least, fewest);
        return level || fewest == 0 ? inTurn(eligible, found, turn) : found;
    }

    /** Of those that are level with the least, the one whose turn it is. */
    private Load inTurn(List<Server> eligible, Load least, Turn turn) {
        Turns now = turns;
        Server next = turn.find(now, server -> least.isLevel(server, server.inFlight())
                && now.isAmong(server, eligible), MOST_TURNS);
        if (next == null) {
            return least;
        }
        Load load = new Load(next, next.inFlight()); // Read again: it may have changed meanwhile.
        return least.isLevel(next, load.inFlight) ? load : least;
    }
}
