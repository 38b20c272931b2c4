package lb.balance;

import static lb.balance.Picks.load;
import static lb.balance.Picks.prepared;
import static lb.pool.Samples.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lb.pool.Balancer;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoChoicesTest {
    @ParameterizedTest(name = "draws {2} of {0} with {1} in flight: takes {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # servers           | in flight | draws | takes
            a, b, c             | 0 0 0     | 0 0   | a
            a, b, c             | 1 0 0     | 0 0   | b
            a, b, c             | 1 0 0     | 0 1   | c
            a, b, c             | 0 1 0     | 1 0   | a
            a, b, c             | 0 2 1     | 1 1   | c
            a, b, c             | 0 0 1     | 2 1   | b
            # Not drawn, not taken, however idle.
            a, b, c             | 5 5 0     | 0 0   | a
            # The line is aaab: 2 is a; then, without a, 0 is b.
            a weight=3, b       | 0 0       | 2 0   | a
            a weight=3, b       | 3 1       | 2 0   | a
            a weight=3, b       | 4 1       | 2 0   | b
            a weight=3, b       | 0 0       | 3 2   | b
            a, b weight=3, c    | 9 9 0     | 1 1   | c
            a, b weight=3, c    | 0 9 9     | 3 0   | a
            """)
    void takesTheLessBusyOfTwo(String servers, String inFlight, String draws, String takes) {
        String[] drawn = draws.split(" ");
        Balancer balancer = new TwoChoices(Draws.of(
                Long.parseLong(drawn[0]), Long.parseLong(drawn[1])));
        List<Server> list = prepared(balancer, servers);
        String[] loads = inFlight.split(" ");
        IntStream.range(0, loads.length)
                .forEach(i -> load(list.get(i), Integer.parseInt(loads[i])));
        assertEquals(takes, Picks.inARow(1, balancer, list));
    }

    @Test
    void drawsEveryPairAndFollowsTheWeightsWhenIdle() {
        Balancer balancer = new TwoChoices(Draws.seeded(1));
        Map<String, Integer> counts = Picks.counts(60_000, balancer,
                prepared(balancer, "a weight=3, b weight=2, c"));
        assertEquals(30_000, counts.get("a"), 500);
        assertEquals(20_000, counts.get("b"), 500);
        assertEquals(10_000, counts.get("c"), 500);
    }

    /**
     * With n requests on n servers the busiest has about log log n / log 2 more than the mean,
     * where one draw gives log n / log log n (Azar et al. 1999): here 2 or 3 against 6 to 9.
     */
    @Test
    void keepsTheMaximumNearTheMean() {
        int n = 10_000;
        assertTrue(busiest(new TwoChoices(Draws.seeded(1)), n) <= 4);
        assertTrue(busiest(new RandomChoice(Draws.seeded(1)), n) > 4, "the test cannot fail");
    }

    private static int busiest(Balancer balancer, int n) {
        Pool pool = new Pool("web",
                IntStream.range(0, n).mapToObj(i -> Samples.server("s" + i)).toList(), balancer);
        for (int i = 0; i < n; i++) {
            pool.choose(request(), List.of());
        }
        return pool.servers().stream().mapToInt(Server::inFlight).max().orElseThrow();
    }
}
