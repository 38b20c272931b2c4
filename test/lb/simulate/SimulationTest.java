package lb.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lb.balance.Algorithm;
import lb.balance.HashKey;
import lb.balance.Settings;
import lb.pool.Balancer;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A thousand servers at nine tenths of what they can do, against what the literature promises. Ten
 * million requests when the system property {@code lb.long} is set; else a fraction of them, enough
 * for the same bounds.
 */
class SimulationTest {
    private static final boolean LONG = Boolean.getBoolean("lb.long");
    private static final int SERVERS = 1000;
    private static final long REQUESTS = LONG ? 10_000_000 : 100_000;
    private static final double LOAD = 0.9;
    private static final OptionalDouble NO_BOUND = OptionalDouble.empty();
    private static final List<Simulation> TABLE = new ArrayList<>();

    private static Simulation simulate(Algorithm algorithm) {
        return simulate(algorithm, NO_BOUND, "");
    }

    private static Simulation simulate(Algorithm algorithm, OptionalDouble bound, String options) {
        Simulation simulation = new Simulation(algorithm, bound, SERVERS, options, REQUESTS,
                LOAD);
        TABLE.add(simulation);
        return simulation;
    }

    @AfterAll
    static void printTable() {
        StringBuilder table = new StringBuilder(String.format("%d requests on %d servers at %d%%"
                + " load; time in mean service times%n", REQUESTS, SERVERS, (int) (100 * LOAD)));
        table.append(Simulation.heading()).append('\n');
        TABLE.forEach(simulation -> table.append(simulation).append('\n'));
        System.out.println(table);
    }

    /** Tijdeman (1980): at any moment each has its exact share give or take less than one. */
    @Test
    void roundRobinGivesEachItsExactShare() {
        Simulation simulation = simulate(Algorithm.ROUND_ROBIN);
        assertTrue(simulation.mostRequests() - simulation.fewestRequests() <= 1);
        double mean = (double) REQUESTS / SERVERS; // And so the variance is 1/4 at most.
        assertTrue(simulation.fairness() >= 1 / (1 + 0.25 / (mean * mean)) - 1e-12);
    }

    /**
     * Raab and Steger (1998): with m requests on n servers the busiest has m/n + √(2 (m/n) ln n),
     * for m well above n log n. Fairness follows from the variance, which is the mean.
     */
    @Test
    void randomStraysAsChanceDoes() {
        Simulation simulation = simulate(Algorithm.RANDOM);
        double mean = simulation.meanRequests();
        double most = mean + Math.sqrt(2 * mean * Math.log(SERVERS));
        assertEquals(most, simulation.mostRequests(), 0.1 * Math.sqrt(most) + 0.05 * most);
        assertEquals(1 / (1 + 1 / mean), simulation.fairness(), 0.001);
        for (int i = 1; i < 12; i++) { // Each server is an M/M/1 queue, which fills up slowly.
            double share = Math.pow(LOAD, i);
            assertTrue(simulation.share(i) < share + 0.02, "with " + i);
            assertTrue(!LONG || simulation.share(i) > share - 0.02, "with " + i);
        }
    }

    /**
     * Mitzenmacher (2001), theorem 1: the share of servers with i requests or more is
     * λ^(2^i − 1), where random choice has λ^i; the mean time is Σ λ^(2^i − 2).
     */
    @Test
    void twoChoicesKeepsQueuesAsShortAsMitzenmacherSays() {
        Simulation simulation = simulate(Algorithm.TWO_CHOICES);
        double time = 0;
        for (int i = 1; i < 8; i++) {
            double share = Math.pow(LOAD, Math.pow(2, i) - 1);
            assertEquals(share, simulation.share(i), LONG ? 0.01 : 0.04, "with " + i);
            time += share / LOAD;
        }
        assertEquals(time, simulation.meanTime(), 0.07 * time);
        assertTrue(simulation.deepest <= 8, () -> "deepest " + simulation.deepest);
    }

    /** Comparing all is better still: hardly anybody waits while another is idle. */
    @Test
    void leastConnectionsLetsNobodyWaitWhileAnotherIsIdle() {
        Simulation simulation = simulate(Algorithm.LEAST_CONNECTIONS);
        assertEquals(LOAD, simulation.share(1), LONG ? 0.01 : 0.03);
        assertTrue(simulation.share(2) < 0.01, () -> "waiting: " + simulation.share(2));
        assertTrue(simulation.meanTime() < 1.05, () -> "time: " + simulation.meanTime());
        assertTrue(simulation.fairness() > 0.98, () -> "fairness: " + simulation.fairness());
    }

    /** Between two choices, of which it is a form, and chance. */
    @Test
    void leastLatencyIsNearTwoChoices() {
        Simulation simulation = simulate(Algorithm.LEAST_LATENCY);
        assertTrue(simulation.meanTime() < 4, () -> "time: " + simulation.meanTime());
        assertTrue(simulation.fairness() > 0.9, () -> "fairness: " + simulation.fairness());
    }

    /** Thaler and Ravishankar (1998): one of n servers gone, one n-th of the keys moves. */
    @Test
    void hashMovesOneThousandthOfTheKeys() {
        Simulation simulation = simulate(Algorithm.HASH);
        assertEquals(1.0 / SERVERS, simulation.remapped(), 0.001);
        assertTrue(simulation.remapped() > 0, "nothing has moved: the test cannot fail");
        assertTrue(simulation.mostRequests() < 3.5 * simulation.meanRequests());
    }

    /** Mirrokni, Thorup and Zadimoghaddam (2018): nobody above ⌈c × mean⌉, at any time. */
    @Test
    void boundedHashKeepsItsBoundAtEveryMoment() {
        Simulation bounded = simulate(Algorithm.HASH, OptionalDouble.of(1.25), "");
        assertTrue(bounded.worstAgainstBound <= 1, () -> "times " + bounded.worstAgainstBound);
        Simulation unbounded = TABLE.stream().filter(one -> one.name.equals("hash")).findFirst()
                .orElseGet(() -> simulate(Algorithm.HASH));
        assertTrue(unbounded.worstAgainstBound > 1, "the test cannot fail");
        assertTrue(bounded.meanTime() < unbounded.meanTime());
    }

    @Test
    void firstFillsServersAndKeepsTheRestIdle() {
        Simulation simulation = new Simulation(Algorithm.FIRST, NO_BOUND, SERVERS, "max=4",
                REQUESTS, 0.3);
        TABLE.add(simulation);
        assertEquals(4, simulation.deepest);
        assertEquals(0, simulation.tally.drops());
        long idle = IntStream.range(0, SERVERS)
                .filter(i -> simulation.tally.requests(i) == 0).count();
        assertTrue(idle > SERVERS / 2, () -> "idle: " + idle);
    }

    /**
     * Azar et al. (1999) and, for many more requests than servers, Berenbrink et al. (2006): with
     * two choices the busiest is above the mean by log log n / log 2 and a constant, however many
     * requests are in flight; with one, by √(2 (m/n) ln n).
     */
    @Test
    void twoChoicesStaysAtTheMeanHoweverManyAreInFlight() {
        double logLog = Math.log(Math.log(SERVERS)) / Math.log(2);
        int requests = LONG ? 10_000_000 : 100_000;
        double gap = gap(Algorithm.TWO_CHOICES, requests);
        assertTrue(gap <= logLog + 2, () -> "above the mean: " + gap);
        double chance = Math.sqrt(2.0 * requests / SERVERS * Math.log(SERVERS));
        assertEquals(chance, gap(Algorithm.RANDOM, requests), 0.3 * chance);
    }

    /** How far the busiest server is above the mean with so many requests in flight. */
    private static double gap(Algorithm algorithm, int requests) {
        Supplier<List<Server>> servers = () -> IntStream.range(0, SERVERS)
                .mapToObj(i -> Samples.server("s" + i)).toList();
        Random random = new Random(8);
        Balancer balancer = algorithm.create(new Settings(new HashKey.Ip(), NO_BOUND,
                () -> random, System::nanoTime));
        Pool pool = new Pool("web", servers.get(), balancer);
        for (int i = 0; i < requests; i++) {
            pool.choose(Samples.request(), List.of());
        }
        return pool.servers().stream().mapToInt(Server::inFlight).max().orElseThrow()
                - (double) requests / SERVERS;
    }
}
