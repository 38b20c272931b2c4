package lb.balance;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lb.http.Request;
import lb.pool.Balancer;
import lb.pool.Ranking;
import lb.pool.Server;

/**
 * Servers take turns, each as often as its weight says and as evenly spread as can be: 5, 1, 1
 * gives {@code a a b a a c a}. While the servers stay the same, each has had its exact share of
 * the requests at any moment, give or take less than one; see {@link Schedule}. The right choice
 * when requests cost about the same.
 *
 * <p>A request that is tried again takes one more turn. It would otherwise always land on the
 * neighbour of the server that failed, which would then carry the traffic of two.
 */
final class RoundRobin implements Balancer {
    private final Supplier<RandomGenerator> random;
    private volatile Turns turns = Turns.none();

    RoundRobin(Supplier<RandomGenerator> random) {
        this.random = random;
    }

    @Override
    public void prepare(List<Server> available) {
        turns = Turns.of(available, random.get());
    }

    @Override
    public Server pick(List<Server> eligible, Request request) {
        return turns.next(eligible);
    }

    @Override
    public Ranking rank(List<Server> eligible, Request request) {
        Turns now = turns;
        return new Ranking(Optional.of(now.peek(eligible)), "whose turn it is", eligible.stream()
                .map(server -> switch (now.turnsUntil(server)) {
                    case -1 -> "";
                    case 0 -> "its turn";
                    case 1 -> "next turn";
                    default -> "in " + now.turnsUntil(server) + " turns";
                }).toList());
    }
}
