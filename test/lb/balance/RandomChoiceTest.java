package lb.balance;

import static lb.balance.Picks.prepared;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import lb.pool.Balancer;
import lb.pool.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomChoiceTest {
    @ParameterizedTest(name = "{0}, drawing {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a, b, c                    | 0 | a
            a, b, c                    | 1 | b
            a, b, c                    | 2 | c
            a weight=3, b, c weight=2  | 2 | a
            a weight=3, b, c weight=2  | 3 | b
            a weight=3, b, c weight=2  | 4 | c
            a weight=3, b, c weight=2  | 5 | c
            """)
    void drawsByWeight(String servers, long draw, String pick) {
        Balancer balancer = new RandomChoice(Draws.of(draw));
        assertEquals(pick, Picks.inARow(1, balancer, prepared(balancer, servers)));
    }

    @Test
    void followsTheWeightsInTheLongRun() {
        Balancer balancer = new RandomChoice(Draws.seeded(7));
        Map<String, Integer> counts = Picks.counts(100_000, balancer,
                prepared(balancer, "a weight=5, b weight=3, c weight=2"));
        // 99.99 % of all seeds stay within four standard deviations, here at most 632.
        assertEquals(50_000, counts.get("a"), 632);
        assertEquals(30_000, counts.get("b"), 632);
        assertEquals(20_000, counts.get("c"), 632);
    }

    @Test
    void drawsAmongTheRestWhenTriedAgain() {
        Balancer balancer = new RandomChoice(Draws.of(0, 1));
        List<Server> all = prepared(balancer, "a weight=9, b, c");
        assertEquals("b c", Picks.inARow(2, balancer, all.subList(1, 3)));
    }
}
