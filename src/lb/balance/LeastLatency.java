package lb.balance;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lb.http.Request;
import lb.pool.Balancer;
import lb.pool.Ranking;
import lb.pool.Server;

/**
 * Draws two different servers at random, by weight, and takes the one where this request would wait
 * less: its latency of late, times the requests it would then have in flight, against its weight.
 * "Peak EWMA" of Twitter's Finagle: a peak counts at once and fades within seconds, so a server
 * that stalls is left alone before its queue shows, and is given another try later.
 *
 * <p>A server that was never seen to answer is taken when it has nothing to do, and passed over
 * while its first answer is outstanding: it is tried at once, by one request at a time.
 */
final class LeastLatency implements Balancer {
    private final Supplier<RandomGenerator> random;
    private final LongSupplier nanoTime;
    private volatile Shares shares = Shares.of(List.of());

    LeastLatency(Supplier<RandomGenerator> random, LongSupplier nanoTime) {
        this.random = random;
        this.nanoTime = nanoTime;
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
        int second = among.drawOther(draws, first);
        return quicker(among.server(first), among.server(second), nanoTime.getAsLong());
    }

    private static Server quicker(Server first, Server second, long now) {
        double costOfFirst = cost(first, now);
        double costOfSecond = cost(second, now);
        if (costOfFirst == costOfSecond) { // Two unknown ones, most likely.
            return first.inFlight() > second.inFlight() ? second : first;
        }
        return costOfFirst < costOfSecond ? first : second;
    }

    private static double cost(Server server, long now) {
        OptionalDouble latency = server.latency(now);
        int inFlight = server.inFlight();
        if (latency.isEmpty()) {
            return inFlight == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return latency.getAsDouble() * (inFlight + 1) / server.share();
    }

    @Override
    public Ranking rank(List<Server> eligible, Request request) {
        long now = nanoTime.getAsLong();
        return new Ranking(TwoChoices.ofTwo(eligible, (a, b) -> quicker(a, b, now)),
                "the shorter wait for its weight, of two drawn at random",
                eligible.stream().map(server -> wait(server, now)).toList());
    }

    private static String wait(Server server, long now) {
        return server.latency(now).isEmpty() ? "no latency yet" : String.format(Locale.ROOT,
                "wait %.1fms", cost(server, now) * Server.FULL_SHARE / 1e6);
    }
}
