package lb.simulate;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import lb.balance.Algorithm;
import lb.balance.HashKey;
import lb.balance.Settings;
import lb.http.Request;
import lb.pool.Health;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;
import lb.simulate.Run.Watcher;

/**
 * The supermarket model, for which the literature has exact results: requests come at random
 * (Poisson), each server works on one after the other, and each takes an exponential time.
 */
final class Simulation implements Watcher {
    private static final int DEEPEST = 64;

    final String name;
    final Tally tally;
    private final Run run;
    private final Setup setup;
    private final long requests;
    private final long[] deeper = new long[DEEPEST]; // samples of servers with so many and more
    private List<Server> servers = List.of();
    private long count;
    private long samples;
    int deepest;
    double worstAgainstBound; // most in flight against the bound on it, if there is one

    /**
     * A simulation.
     *
     * @param options of each server: {@code max=4}
     * @param load share of what the servers can do
     */
    Simulation(Algorithm algorithm, OptionalDouble bound, int servers, String options,
            long requests, double load) {
        this.name = algorithm.label() + (bound.isPresent() ? " " + bound.getAsDouble() : "");
        this.requests = requests;
        double rate = load * servers * 100;
        this.setup = Setups.of(Setups.BARE, "count=" + servers + " workers=1 mean=10ms " + options,
                load, Duration.ofMillis((long) (1000 * requests / rate)), 4);
        this.run = new Run(setup, Scenario.EQUAL,
                new Variant(name, algorithm, bound, Duration.ZERO, 1), this);
        this.tally = run.run(done -> { });
    }

    @Override
    public void balanced(Run run, Pool pool) {
        servers = pool.servers();
        count++;
        int chosen = run.machines.get(run.tally.last()).load();
        deepest = Math.max(deepest, chosen);
        double mean = (double) run.underWay() / servers.size();
        worstAgainstBound = Math.max(worstAgainstBound, chosen / Math.ceil(1.25 * mean));
        if (count > requests / 10 && count % 997 == 0) { // After it has settled.
            sample();
        }
    }

    private void sample() {
        samples += servers.size();
        for (Server server : servers) {
            for (int i = 0; i < Math.min(DEEPEST, server.inFlight() + 1); i++) {
                deeper[i]++;
            }
        }
    }

    /** The share of servers with so many requests or more in flight. */
    double share(int inFlight) {
        return (double) deeper[inFlight] / samples;
    }

    /** Mean time from arrival to answer, in mean service times. */
    double meanTime() {
        return tally.latencies().mean() / 10;
    }

    double meanRequests() {
        return servers.stream().mapToLong(Server::requests).average().orElseThrow();
    }

    long mostRequests() {
        return servers.stream().mapToLong(Server::requests).max().orElseThrow();
    }

    long fewestRequests() {
        return servers.stream().mapToLong(Server::requests).min().orElseThrow();
    }

    /** Jain, Chiu and Hawe (1984): 1 when all have the same, 1/n when one has all. */
    double fairness() {
        double sum = 0;
        double squares = 0;
        for (Server server : servers) {
            sum += server.requests();
            squares += (double) server.requests() * server.requests();
        }
        return sum * sum / (servers.size() * squares);
    }

    /** The share of keys that have another server once one of the servers is gone. */
    double remapped() {
        List<Server> idle = setup.servers().stream()
                .map(spec -> new Server(spec, Health.unchecked(), Samples.NO_CLIENT)).toList();
        Pool all = pool(idle);
        Pool less = pool(idle.subList(1, idle.size()));
        return IntStream.range(0, Arrivals.KEYS)
                .mapToObj(key -> Arrivals.request(key, new HashKey.Uri()))
                .filter(request -> home(all, request) != home(less, request)).count()
                / (double) Arrivals.KEYS;
    }

    private Pool pool(List<Server> list) {
        Algorithm algorithm = Algorithm.parse(name.split(" ")[0]);
        Random random = new Random(6);
        return new Pool("web", list, algorithm.create(new Settings(new HashKey.Uri(),
                OptionalDouble.empty(), () -> random, () -> 0)));
    }

    private static Server home(Pool pool, Request request) {
        Server server = pool.choose(request, List.of()).orElseThrow();
        server.release();
        return server;
    }

    static String heading() {
        return String.format("%-20s %9s %9s %8s %8s %9s %9s", "algorithm", "max/mean", "Jain",
                "deepest", "2+ busy", "time", "remapped");
    }

    @Override
    public String toString() {
        return String.format("%-20s %9.4f %9.5f %8d %8.3f %9.3f %9.4f", name,
                mostRequests() / meanRequests(), fairness(), deepest, share(2), meanTime(),
                remapped());
    }
}
