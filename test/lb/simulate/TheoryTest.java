package lb.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import lb.balance.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What queueing theory knows exactly, within 5%; within 2% in full length. */
class TheoryTest {
    private static final boolean LONG = Boolean.getBoolean("lb.long");
    private static final double ERROR = LONG ? 0.02 : 0.05;

    private static Tally one(String server, double load) {
        Setup setup = Setups.of(Setups.BARE, server, load,
                Duration.ofMinutes(LONG ? 600 : 60), 2);
        return Comparison.of(setup, Scenario.EQUAL, List.of(Algorithm.RANDOM), done -> { })
                .tallies().get(0);
    }

    /** M/M/1: the time within the system is exponential, 1/(1 - load) service times on average. */
    @ParameterizedTest(name = "at load {0}")
    @CsvSource({"0.3", "0.8"})
    void oneWorkerHasTheTimesOfMM1(double load) {
        Latencies times = one("count=1 workers=1 mean=10ms", load).latencies();
        double mean = 10 / (1 - load);
        assertEquals(mean, times.mean(), ERROR * mean);
        assertEquals(mean * Math.log(2), times.percentile(0.5), ERROR * mean);
        assertEquals(mean * Math.log(10), times.percentile(0.9), 2 * ERROR * mean);
    }

    /** M/M/c: Erlang (1917) says how likely it is to have to wait. */
    @Test
    void fourWorkersHaveTheTimesOfMMC() {
        int workers = 4;
        double offered = 0.8 * workers;
        double term = 1;
        double sum = 0;
        for (int i = 0; i < workers; i++) {
            sum += term;
            term *= offered / (i + 1);
        }
        double last = term / 0.2;
        double mean = 10 + last / (sum + last) * 10 / (workers - offered);
        double seen = one("count=1 workers=4 mean=10ms", 0.8).latencies().mean();
        assertEquals(mean, seen, ERROR * mean);
    }

    /** Chance splits Poisson arrivals into such again: n servers are n queues of one. */
    @Test
    void randomChoiceMakesIndependentQueues() {
        double seen = one("count=10 workers=1 mean=50ms", 0.5).latencies().mean();
        assertEquals(100, seen, ERROR * 100);
    }

    @Test
    void serversThatFailSomeRequestsLoseThatShare() {
        Tally tally = one("count=3 errors=5%", 0.5);
        double all = tally.drops() + tally.latencies().count();
        assertEquals(0.05, tally.drops() / all, 0.002);
        assertTrue(all > 100_000);
    }
}
