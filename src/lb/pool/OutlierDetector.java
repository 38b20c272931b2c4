package lb.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Watches what came of one server's requests. Keeps the time of each failure, so that the window
 * slides with every one of them: where failures are counted by the second or by fixed periods, two
 * halves of a burst can hide on both sides of a border.
 *
 * <pre>
 *            as many failures within the window as it takes
 *   watched ────────────────────────────────────────────────▶ ejected, for eject × times in a row
 *      ▲                                                          │
 *      └──────── the time is over, or its checks fail ────────────┘
 *      after as long again, with a request served: in a row begins with 1 again
 * </pre>
 *
 * <p>Safe for many threads. A success costs one read; a failure takes a lock for which only other
 * failures of the same server wait.
 */
final class OutlierDetector {
    private static final long A_MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Long> failures = new ArrayDeque<>(); // when; guarded by lock
    private int inARow; // guarded by lock
    private volatile long ejections; // written under the lock
    private long lasted; // of the last ejection, in ns; guarded by lock
    private long backAt; // guarded by lock
    private volatile boolean served = true; // since the last ejection
    private boolean spoken; // whether saidAt is set; guarded by lock
    private long saidAt; // guarded by lock

    /** Whether to write again that it fails and is kept: once a minute. */
    boolean isWorthALine(long now) {
        lock.lock();
        try {
            boolean worth = !spoken || now - saidAt >= A_MINUTE;
            saidAt = worth ? now : saidAt;
            spoken = true;
            return worth;
        } finally {
            lock.unlock();
        }
    }

    /** Takes in that a request was served. */
    void succeeded() {
        if (!served) {
            served = true;
        }
    }

    /**
     * Takes in a failure.
     *
     * @param now {@link System#nanoTime}
     * @return whether it is one too many; the counting then begins anew
     */
    boolean failed(long now, Outliers limits) {
        lock.lock();
        try {
            long window = limits.window().toNanos();
            while (!failures.isEmpty() && now - failures.peekFirst() >= window) {
                failures.removeFirst();
            }
            failures.addLast(now);
            if (failures.size() < limits.failures()) {
                return false;
            }
            failures.clear();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes in that the server is ejected now.
     *
     * @return for how long, in nanoseconds
     */
    long eject(long now, Outliers limits) {
        lock.lock();
        try {
            boolean quiet = served && now - backAt >= lasted;
            inARow = quiet ? 1 : inARow + 1;
            ejections++;
            long longest = Outliers.LONGEST.toNanos();
            lasted = Math.min(longest, Math.min(longest, limits.eject().toNanos()) * inARow);
            backAt = now + lasted;
            served = false;
            failures.clear();
            return lasted;
        } finally {
            lock.unlock();
        }
    }

    /** How often it was ejected. */
    long ejections() {
        return ejections;
    }
}
