package lb.balance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lb.http.Request;
import lb.pool.Balancer;
import lb.pool.Ranking;
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

    @Override
    public Ranking rank(List<Server> eligible, Request request) {
        return new Ranking(ofTwo(eligible, TwoChoices::lessBusy),
                "fewer in flight for its weight, of two drawn at random",
                eligible.stream().map(TwoChoices::load).toList());
    }

    /** Where there are but two, both are drawn; which one first matters only when level. */
    static Optional<Server> ofTwo(List<Server> eligible, BinaryOperator<Server> better) {
        Server first = eligible.get(0);
        Server second = eligible.get(1);
        boolean same = better.apply(first, second) == better.apply(second, first);
        return eligible.size() == 2 && same ? Optional.of(better.apply(first, second))
                : Optional.empty();
    }

    /** What is in flight for each unit of weight, for people: {@code load 1.50}. */
    static String load(Server server) {
        return String.format(Locale.ROOT, "load %.2f",
                (double) server.inFlight() * Server.FULL_SHARE / Math.max(1, server.share()));
    }
}
