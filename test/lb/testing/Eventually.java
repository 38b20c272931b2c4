package lb.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition instead of sleeping. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Eventually() {}

    /** Waits until the condition holds, at most twenty seconds. */
    public static void await(String description, BooleanSupplier condition) {
        await(condition, PATIENCE, () -> description);
    }

    /** Waits until the condition holds; fails with the description when it does not in time. */
    public static void await(BooleanSupplier condition, Duration deadline, String description) {
        await(condition, deadline, () -> description);
    }

    /** The same, with a description that is made when it has failed. */
    public static void await(BooleanSupplier condition, Duration deadline,
            Supplier<String> description) {
        long end = System.nanoTime() + deadline.toNanos();
        long pause = 2_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                fail("after " + deadline.toMillis() + " ms still not: " + description.get());
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(20_000_000, pause + pause / 4); // To look costs others time.
        }
    }
}
