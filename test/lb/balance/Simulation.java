package lb.balance;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import lb.http.Headers;
import lb.http.Request;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;

/**
 * Requests on a virtual clock, through the classes that serve real ones: they arrive at random
 * (Poisson), each server works on one after the other, and each takes an exponential time, 10 ms on
 * average. The supermarket model, for which the literature has exact results. Chance is seeded:
 * every run is the same.
 */
final class Simulation {
    private static final double MEAN_SERVICE = 10e6; // ns
    private static final int KEYS = 10_000;
    private static final int DEEPEST = 64;

    /** A request under way. */
    private record Job(Server server, long arrived, long done) {}

    final String name;
    final Pool pool;
    private final List<Server> servers;
    private final long[] freeAt;
    private final PriorityQueue<Job> underWay =
            new PriorityQueue<>((a, b) -> Long.compare(a.done, b.done));
    private final Random keys = new Random(3);
    private final SplittableRandom chance = new SplittableRandom(4);
    private final long[] deeper = new long[DEEPEST]; // samples of servers with so many and more
    private final Request[] requests = new Request[KEYS];
    private long samples;
    private long now;
    private double timeInSystem;
    private long answered;
    long rejected;
    int deepest;
    double worstAgainstBound; // most in flight against the bound on it, if there is one

    /**
     * A simulation.
     *
     * @param options of each server: {@code max=4}
     */
    Simulation(Algorithm algorithm, OptionalDouble bound, int count, String options) {
        this.name = algorithm.label() + (bound.isPresent() ? " " + bound.getAsDouble() : "");
        Settings settings = new Settings(new HashKey.Uri(), bound, Draws.seeded(5), () -> now);
        this.servers = IntStream.range(0, count)
                .mapToObj(i -> Samples.server("s" + i + " " + options)).toList();
        this.pool = new Pool("web", servers, algorithm.create(settings));
        this.freeAt = new long[count];
        for (int i = 0; i < KEYS; i++) {
            requests[i] = Samples.request("10.1.1.1", "/" + i, Headers.EMPTY);
        }
    }

    /** So many requests, at such a share of what the servers can do. */
    Simulation run(long count, double load) {
        double gap = MEAN_SERVICE / (load * servers.size());
        for (long i = 0; i < count; i++) {
            now += (long) (-Math.log(1 - chance.nextDouble()) * gap) + 1;
            leave();
            arrive();
            if (i > count / 10 && i % 997 == 0) { // After it has settled.
                sample();
            }
        }
        return this;
    }

    private void leave() {
        while (!underWay.isEmpty() && underWay.peek().done <= now) {
            Job job = underWay.remove();
            timeInSystem += job.done - job.arrived;
            answered++;
            pool.answered(job.server, 200, job.done - job.arrived);
            job.server.release();
        }
    }

    private void arrive() {
        Optional<Server> chosen = pool.choose(nextKey(), List.of());
        if (chosen.isEmpty()) {
            rejected++;
            return;
        }
        Server server = chosen.get();
        int index = Integer.parseInt(Samples.name(server).substring(1));
        long service = (long) (-Math.log(1 - chance.nextDouble()) * MEAN_SERVICE) + 1;
        freeAt[index] = Math.max(freeAt[index], now) + service;
        underWay.add(new Job(server, now, freeAt[index]));
        deepest = Math.max(deepest, server.inFlight());
        double mean = (double) underWay.size() / servers.size();
        worstAgainstBound = Math.max(worstAgainstBound,
                server.inFlight() / Math.ceil(1.25 * mean));
    }

    private Request nextKey() {
        return requests[keys.nextInt(KEYS)];
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
        return timeInSystem / answered / MEAN_SERVICE;
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
        List<Server> idle = servers.stream().map(server -> Samples.server(Samples.name(server)))
                .toList();
        Pool all = pool(idle);
        Pool less = pool(idle.subList(1, idle.size()));
        int moved = 0;
        for (Request request : requests) {
            moved += home(all, request) == home(less, request) ? 0 : 1;
        }
        return (double) moved / requests.length;
    }

    private Pool pool(List<Server> list) {
        Algorithm algorithm = Algorithm.parse(name.split(" ")[0]);
        return new Pool("web", list, algorithm.create(new Settings(new HashKey.Uri(),
                OptionalDouble.empty(), Draws.seeded(6), () -> 0)));
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
