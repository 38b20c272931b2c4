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
 * Draws a server at random, by weight. Needs nothing shared between threads, and many lbs that
 * start together do not march in step; over short spans it is less even than round robin.
 */
final class RandomChoice implements Balancer {
    private final Supplier<RandomGenerator> random;
    private volatile Shares shares = Shares.of(List.of());

    RandomChoice(Supplier<RandomGenerator> random) {
        this.random = random;
    }

    @Override
    public void prepare(List<Server> available) {
        shares = Shares.of(available);
    }

    @Override
    public Server pick(List<Server> eligible, Request request) {
        Shares among = shares.among(eligible);
        return among.server(among.draw(random.get()));
    }

    @Override
    public Ranking rank(List<Server> eligible, Request request) {
        return new Ranking(Optional.empty(), "drawn at random, by weight",
                shares.among(eligible).texts());
    }
}
