package lb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final long MS = 1_000_000;
    private final Latency latency = new Latency();

    @Test
    void isUnknownUntilTheFirstAnswer() {
        assertTrue(latency.at(0).isEmpty());
        latency.observe(5 * MS, 0);
        assertEquals(5 * MS, latency.at(0).getAsDouble());
    }

    @Test
    void believesAPeakAtOnceAndForgetsItSlowly() {
        latency.observe(5 * MS, 0);
        latency.observe(500 * MS, 10);
        assertEquals(500 * MS, latency.at(10).getAsDouble());
        latency.observe(5 * MS, 100 * MS);
        assertTrue(latency.at(100 * MS).getAsDouble() > 490 * MS);
        for (long now = 200 * MS; now <= 60_000 * MS; now += 100 * MS) {
            latency.observe(5 * MS, now);
        }
        assertEquals(5 * MS, latency.at(60_000 * MS).getAsDouble(), 2 * MS);
    }

    @Test
    void sinksByE() {
        latency.observe(100 * MS, 0);
        assertEquals(100 * MS / Math.E, latency.at(Latency.DECAY_NANOS).getAsDouble(), 1);
        assertEquals(100 * MS, latency.at(0).getAsDouble(), "reading changes nothing");
    }

    @Test
    void standsATimeThatRunsBackwards() {
        latency.observe(5 * MS, 1000);
        latency.observe(9 * MS, 0);
        assertEquals(9 * MS, latency.at(-1000).getAsDouble());
        latency.observe(-5, 1000);
        assertEquals(9 * MS, latency.at(1000).getAsDouble());
    }
}
