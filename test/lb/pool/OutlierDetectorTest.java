package lb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlierDetectorTest {
    private static final Outliers LIMITS =
            new Outliers(3, Duration.ofSeconds(10), Duration.ofSeconds(10), 0.5);

    private final OutlierDetector detector = new OutlierDetector();

    private static long seconds(double seconds) {
        return Long.MAX_VALUE - 1000 + (long) (seconds * 1e9); // A clock that wraps meanwhile.
    }

    @ParameterizedTest(name = "three in 10 s; failures at {0}: one too many at {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0 1 2               | 2
            0 5 9.999           | 9.999
            0 5 10              | ''
            # Two halves of a burst: fixed periods of 10 s would see two and two.
            8 9 10 11           | 10
            0 4 8 12 16         | 8
            0 6 12 18 24        | ''
            # Counted anew after each.
            0 0 0 1 1 2 2       | 0 2
            0 20 40 41 42       | 42
            """)
    void slides(String failures, String tooMany) {
        String found = String.join(" ", Arrays.stream(failures.split(" "))
                .filter(at -> detector.failed(seconds(Double.parseDouble(at)), LIMITS)).toList());
        assertEquals(tooMany, found);
    }

    /** Against a list of all failures, looked through anew each time. */
    @Test
    void countsAsIfItRememberedEverything() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            Outliers limits = new Outliers(1 + random.nextInt(6),
                    Duration.ofMillis(1 + random.nextInt(2000)), Duration.ofSeconds(1), 1);
            OutlierDetector tested = new OutlierDetector();
            Deque<Long> all = new ArrayDeque<>();
            long now = random.nextLong();
            for (int i = 0; i < 200; i++) {
                now += random.nextLong(TimeUnit.MILLISECONDS.toNanos(700));
                all.add(now);
                long end = now;
                boolean expected = all.stream()
                        .filter(at -> end - at < limits.window().toNanos()).count()
                        >= limits.failures();
                assertEquals(expected, tested.failed(now, limits));
                if (expected) {
                    all.clear();
                }
            }
        }
    }

    private long eject(double at) {
        return TimeUnit.NANOSECONDS.toSeconds(detector.eject(seconds(at), LIMITS));
    }

    @Test
    void ejectsLongerEachTimeInARow() {
        assertEquals(10, eject(0));
        detector.succeeded();
        assertEquals(20, eject(15));
        assertEquals(30, eject(40), "nothing was served in between");
    }

    @Test
    void forgetsTheRowAfterAsLongAgainInService() {
        assertEquals(10, eject(0)); // Back at 10.
        detector.succeeded();
        assertEquals(10, eject(20.001)); // Back at 20.
        assertEquals(20, eject(60), "silence proves nothing");
        detector.succeeded();
        assertEquals(30, eject(99), "19 s of the 20");
    }

    @Test
    void ejectsForFiveMinutesAtMost() {
        long last = 0;
        for (int i = 0; i < 100; i++) {
            long time = eject(0);
            assertTrue(time >= last);
            last = time;
        }
        assertEquals(300, last);
        Outliers hour = new Outliers(1, Duration.ofSeconds(1), Duration.ofHours(1), 1);
        assertEquals(Duration.ofSeconds(300).toNanos(), new OutlierDetector().eject(0, hour));
    }

    @Test
    void saysOnceAMinuteThatAServerIsKept() {
        assertTrue(detector.isWorthALine(seconds(0)));
        assertFalse(detector.isWorthALine(seconds(59)));
        assertTrue(detector.isWorthALine(seconds(60)));
    }

    @ParameterizedTest(name = "{0}% of {1} servers: {2} ejected at most")
    @CsvSource({"50, 1, 0", "50, 2, 1", "50, 3, 1", "50, 4, 2", "20, 4, 0", "20, 5, 1",
            "100, 1, 0", "100, 3, 3", "0, 10, 0", "29, 100, 29", "12.5, 8, 1"})
    void neverEjectsMoreThanItsShare(double percent, int servers, int most) {
        assertEquals(most, new Outliers(5, Duration.ofSeconds(1), Duration.ofSeconds(1),
                percent / 100).most(servers));
    }
}
