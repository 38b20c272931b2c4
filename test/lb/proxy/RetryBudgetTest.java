package lb.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong(-5 * SECOND); // nanoTime may be negative.
    private final RetryBudget budget = new RetryBudget(0.2, clock::get);

    @Test
    void allowsThreeEachSecondHoweverFewTheRequests() {
        assertEquals(3, taken(10));
        clock.addAndGet(SECOND);
        assertEquals(3, taken(10));
    }

    @Test
    void allowsItsShareOfTheRequestsOfTheLastTenSeconds() {
        requests(500);
        clock.addAndGet(9 * SECOND);
        requests(500);
        assertEquals(200, taken(1000));
        assertFalse(budget.allows());
    }

    @Test
    void forgetsWhatIsOlderThanTenSeconds() {
        requests(1000);
        assertEquals(200, taken(1000));
        clock.addAndGet(10 * SECOND);
        assertEquals(3, taken(1000));
        clock.addAndGet(60 * SECOND); // A gap longer than the window clears all of it.
        assertTrue(take());
        assertEquals(2, taken(1000));
    }

    private void requests(int count) {
        for (int i = 0; i < count; i++) {
            budget.request();
        }
    }

    private int taken(int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += take() ? 1 : 0;
        }
        return taken;
    }

    private boolean take() {
        boolean allowed = budget.allows();
        if (allowed) {
            budget.retry();
        }
        return allowed;
    }
}
