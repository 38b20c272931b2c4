package lb.pool;

import static lb.pool.Samples.server;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import lb.balance.Algorithm;
import lb.balance.HashKey;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Health health = new Health(1, 2);
    private final Server a = server("a", health);
    private final Pool pool = new Pool("web", List.of(a, server("b")),
            Algorithm.FIRST.create(HashKey.parse("ip")));

    private String told() {
        return a.timeline().stream().map(one -> one.state().label() + ": " + one.reason())
                .collect(Collectors.joining("; "));
    }

    @Test
    void keepsWhatAServerCameToAndWhy() {
        health.observe(true, "status 200", Instant.EPOCH);
        health.observe(false, "connection refused", Instant.EPOCH); // Not yet one too many.
        health.observe(false, "status 500", Instant.EPOCH);
        health.observe(true, "status 200", Instant.EPOCH);
        pool.drain(a);
        assertEquals("up: status 200; down: status 500; up: status 200;"
                + " drain: drained by hand", told());
    }

    @Test
    void keepsTheLastTwentyInTheirOrder() {
        Instant start = Instant.now();
        health.observe(true, "status 200", start);
        for (int i = 0; i < 15; i++) {
            pool.down(a);
            pool.ready(a);
        }
        assertEquals(20, a.timeline().size());
        assertEquals(ServerState.UP, a.timeline().getLast().state());
        List<Instant> times = a.timeline().stream().map(Standing::since).toList();
        assertEquals(times.stream().sorted().toList(), times);
        assertTrue(!times.getFirst().isBefore(start));
    }

    @Test
    void saysNothingOfWhatChangesNothing() {
        health.observe(true, "status 200", Instant.EPOCH);
        pool.weight(a, 7);
        pool.ready(a);
        assertEquals("up: status 200", told());
    }
}
