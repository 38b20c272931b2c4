package lb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
    // Checks that pass are +, those that fail are -; states after each: ? unknown, U up, D down.
    @ParameterizedTest(name = "rise {0}, fall {1}: checks {2} lead to {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # rise | fall | checks     | states
                2  |  3   | +          | U
                2  |  3   | -          | D
                2  |  3   | +---       | UUUD
                2  |  3   | +--+---    | UUUUUUD
                2  |  3   | -++        | DDU
                2  |  3   | -+-++      | DDDDU
                1  |  1   | +-+-       | UDUD
                3  |  1   | +-++-+++   | UDDDDDDU
                2  |  3   | +---++---  | UUUDDUUUD
            """)
    void takesEvidenceInARowToChange(int rise, int fall, String checks, String states) {
        Health health = new Health(rise, fall);
        StringBuilder seen = new StringBuilder();
        for (char check : checks.toCharArray()) {
            health.observe(check == '+', "", Instant.EPOCH);
            seen.append(health.isUp() ? 'U' : health.isKnown() ? 'D' : '?');
        }
        assertEquals(states, seen.toString());
    }

    @Test
    void isNotUpBeforeTheFirstCheck() {
        Health health = new Health(2, 3);
        assertFalse(health.isUp());
        assertFalse(health.isKnown());
        assertNull(health.since());
    }

    @Test
    void isAlwaysUpWhenUnchecked() {
        assertTrue(Health.unchecked().isUp());
        assertTrue(Health.unchecked().isKnown());
    }

    @Test
    void saysOnlyOfTheDecidingCheckThatItChanged() {
        Health health = new Health(2, 3);
        List<Boolean> changes = new ArrayList<>();
        for (boolean passed : new boolean[] {true, true, false, false, false, false, true, true}) {
            changes.add(health.observe(passed, "", Instant.EPOCH));
        }
        assertEquals(List.of(true, false, false, false, true, false, false, true), changes);
    }

    @Test
    void keepsTheTimeOfTheChangeAndTheLatestReason() {
        Health health = new Health(1, 2);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        health.observe(true, "status 200", start);
        health.observe(false, "status 500", start.plusSeconds(2));
        assertEquals(new Health.Snapshot(Health.State.UP, 1, "status 500", start),
                health.snapshot());
        health.observe(false, "connection refused", start.plusSeconds(4));
        health.observe(false, "status 503", start.plusSeconds(6));
        assertEquals(new Health.Snapshot(Health.State.DOWN, 0, "status 503", start.plusSeconds(4)),
                health.snapshot());
    }

    @Test
    void tellsListenersOfChangesOnlyAndAfterTheyAreVisible() {
        Health health = new Health(1, 2);
        List<Boolean> heard = new ArrayList<>();
        Runnable listener = () -> heard.add(health.isUp());
        health.onChange(listener);
        for (boolean passed : new boolean[] {true, true, false, false, false, true}) {
            health.observe(passed, "", Instant.EPOCH);
        }
        health.forget(listener);
        health.observe(false, "", Instant.EPOCH);
        health.observe(false, "", Instant.EPOCH);
        assertEquals(List.of(true, false, true), heard);
    }

    @Test
    void refusesToNeedNoEvidence() {
        assertThrows(IllegalArgumentException.class, () -> new Health(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Health(1, 0));
    }
}
