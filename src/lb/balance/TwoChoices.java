package lb.balance;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lb.http.Request;
import lb.pool.Balancer;
import lb.pool.Server;

/**
 * Draws two different servers at random, by weight, and takes the one with fewer requests in flight
 * against its weight; the first drawn where they are level. Nearly as even as comparing all
 * servers, at a cost that does not grow with them, and without the herd that forms when several lbs
 * all find the same server idle. Mitzenmacher, "The Power of Two Choices in Randomized Load
 * Balancing" (2001); with weights, Berenbrink et al., "Balls into non-uniform bins" (2014).
 */
final class TwoChoices implements Balancer {
    private final Supplier<RandomGenerator> random;
    private volatile Shares shares = Shares.of(List.of());

    TwoChoices(Supplier<RandomGenerator> random) {
        this.random = random;
    }

    @Override
    public void prepare(List<Server> available) {
        shares = Shares.of(available);
    }

    @Override
    public Server pick(List<Server> eligible, Request request) {
        Shares among = shares.among(eligible);
        RandomGenerator draws = random.get();
        int first = among.draw(draws);
        return lessBusy(among.server(first), among.server(among.drawOther(draws, first)));
    }

    private static Server lessBusy(Server first, Server second) {
        // a/b > c/d without division: the products fit easily.
        return (long) first.inFlight() * second.share() > (long) second.inFlight() * first.share()
                ? second : first;
    }
}
