package lb.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrafficTest {
    private static final long MILLI = 1_000_000;

    private static AccessEntry entry(int status, long nanos) {
        AccessEntry entry = new AccessEntry();
        entry.status = status;
        entry.totalNanos = nanos;
        entry.serverNanos = nanos;
        entry.route = "shop";
        entry.pool = "web";
        entry.server = "a:1";
        return entry;
    }

    @ParameterizedTest(name = "{0} ns is in the bucket up to {1} ns")
    @CsvSource({"0, 10000", "10000, 10000", "10001, 12500", "12500, 12500", "12501, 15000",
        "99999, 100000", "100000, 100000", "100001, 125000", "2500000, 2500000",
        "2500001, 2750000", "100000000000, 100000000000",
        "100000000001, 9223372036854775807"})
    void findsTheBucket(long nanos, long bound) {
        assertEquals(bound, Buckets.bound(Buckets.index(nanos)));
    }

    @Test
    void boundsGrowAndAreTheirOwn() {
        for (int i = 1; i < Buckets.COUNT; i++) {
            assertTrue(Buckets.bound(i) > Buckets.bound(i - 1), "bucket " + i);
            assertEquals(i, Buckets.index(Buckets.bound(i - 1) + 1));
        }
    }

    @Test
    void tellsPercentilesWithinFewPercent() {
        Traffic traffic = new Traffic();
        for (int i = 1; i <= 1000; i++) {
            traffic.count(entry(200, i * MILLI), i * MILLI);
        }
        Counts counts = traffic.counts();
        assertEquals(500, counts.percentileMillis(0.5).orElseThrow(), 15);
        assertEquals(900, counts.percentileMillis(0.9).orElseThrow(), 15);
        assertEquals(990, counts.percentileMillis(0.99).orElseThrow(), 15);
        assertEquals(500.5, counts.seconds(), 0.001);
        assertEquals(250, counts.within(250 * MILLI));
        assertEquals(OptionalDouble.empty(), Counts.NONE.percentileMillis(0.5));
    }

    @Test
    void countsFromManyThreads() throws InterruptedException {
        Traffic traffic = new Traffic();
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 10_000; n++) {
                    traffic.count(entry(n % 2 == 0 ? 200 : 503, 1), 1);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(80_000, traffic.counts().requests());
        assertEquals(40_000, traffic.counts().ofClass(5));
    }

    @Test
    void keepsWhatStaysAndForgetsWhatGoes() {
        Metrics metrics = new Metrics();
        metrics.count(entry(200, 1));
        metrics.follow(Map.of("shop", Set.of("web", "new")), Map.of("web", Set.of("a:1", "b:1")));
        StringBuilder seen = new StringBuilder();
        metrics.servers((pool, server, traffic) ->
                seen.append(server).append('=').append(traffic.counts().requests()).append(' '));
        assertTrue(seen.toString().contains("a:1=1"), seen::toString);
        assertTrue(seen.toString().contains("b:1=0"), seen::toString);
        metrics.follow(Map.of(), Map.of());
        metrics.servers((pool, server, traffic) -> seen.append("left"));
        metrics.routes((route, pool, traffic) -> seen.append("left"));
        assertTrue(!seen.toString().contains("left"), seen::toString);
        assertEquals(1, metrics.all().counts().requests());
    }

    @Test
    void aSeriesIsWhatCameInEachSecond() {
        Traffic traffic = new Traffic();
        Series series = new Series();
        traffic.count(entry(200, 5 * MILLI), 5 * MILLI);
        series.sample(traffic.counts());
        traffic.count(entry(200, 5 * MILLI), 5 * MILLI);
        traffic.count(entry(502, 5 * MILLI), 5 * MILLI);
        series.sample(traffic.counts());
        series.sample(traffic.counts());
        assertEquals("0 2 0", String.join(" ", series.last(300).stream()
                .map(second -> Long.toString(second.requests())).toList()));
        assertEquals(1, series.last(2).getFirst().errors());
        assertEquals(5, series.last(2).getFirst().p50().orElseThrow(), 0.2);
        assertEquals(2, series.recent().requests());
        for (int i = 0; i < 2 * Series.SECONDS; i++) {
            series.sample(traffic.counts());
        }
        assertEquals(Series.SECONDS, series.last(1000).size());
        assertEquals(0, series.recent().requests());
    }
}
