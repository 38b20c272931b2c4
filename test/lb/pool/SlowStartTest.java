package lb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowStartTest {
    @ParameterizedTest(name = "{0} s after recovery: {1}% of the weight")
    @CsvSource({"0, 10", "1, 10", "3, 10", "4.4, 10", "4.5, 15", "6, 20", "15, 50", "29.9, 95",
            "30, 100", "99, 100", "-1, 10"})
    void growsInAStraightLine(double seconds, int percent) {
        long nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        assertEquals(percent, new SlowStart(Duration.ofSeconds(30)).percent(nanos));
    }

    @ParameterizedTest(name = "over {0} ms: looked at every {1} ms")
    @CsvSource({"30000, 1500", "10000, 500", "5000, 250", "1000, 250", "1, 250"})
    void isLookedAtAFewTimesASecondAtMost(long over, long step) {
        assertEquals(step, new SlowStart(Duration.ofMillis(over)).step().toMillis());
    }

    @Test
    void isOffWithoutADuration() {
        assertFalse(new SlowStart(Duration.ZERO).isOn());
    }
}
