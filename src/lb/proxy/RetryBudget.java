package lb.proxy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bounds the retries of a pool to a share of its requests over the last ten seconds, so that they
 * cannot multiply the load on servers that fail because of it. A few are always allowed: a share of
 * next to nothing would be nothing. Safe for many threads, without locks: a second that ends while
 * it is being counted may lose a few requests, and requests that ask at once may all be allowed the
 * last retry, which a budget can bear.
 */
public final class RetryBudget {
    private static final int SECONDS = 10;
    private static final int ALWAYS_PER_SECOND = 3;

    private final double share;
    private final LongSupplier nanoTime;
    private final AtomicIntegerArray requests = new AtomicIntegerArray(SECONDS);
    private final AtomicIntegerArray retries = new AtomicIntegerArray(SECONDS);
    private final AtomicLong current;

    /** A budget of this share, 0 to 1, on this clock of nanoseconds. */
    public RetryBudget(double share, LongSupplier nanoTime) {
        this.share = share;
        this.nanoTime = nanoTime;
        this.current = new AtomicLong(second());
    }

    private long second() {
        return Math.floorDiv(nanoTime.getAsLong(), 1_000_000_000L);
    }

    /** Counts a request: its first attempt. */
    public void request() {
        requests.incrementAndGet(slot());
    }

    /** Whether there may be one more retry. */
    public boolean allows() {
        return retries.get(slot()) < ALWAYS_PER_SECOND || sum(retries) < share * sum(requests);
    }

    /** Counts a retry. */
    public void retry() {
        retries.incrementAndGet(slot());
    }

    /** The slot of this second; clears those of the seconds since the last call. */
    private int slot() {
        long now = second();
        long before = current.get();
        if (now != before && current.compareAndSet(before, now)) {
            for (long s = Math.max(before + 1, now - SECONDS + 1); s <= now; s++) {
                requests.set(Math.floorMod(s, SECONDS), 0);
                retries.set(Math.floorMod(s, SECONDS), 0);
            }
        }
        return Math.floorMod(now, SECONDS);
    }

    private static int sum(AtomicIntegerArray slots) {
        int sum = 0;
        for (int i = 0; i < SECONDS; i++) {
            sum += slots.get(i);
        }
        return sum;
    }
}
