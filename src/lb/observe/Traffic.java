package lb.observe;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the requests that have something in common: a route, a server. Safe for many threads, and
 * cheap: a few additions to memory that few other threads touch.
 */
public final class Traffic {
    static final int WENT_AWAY = 0;
    static final int OTHER = 1; // Some servers have statuses of their own, such as 999.
    static final int CLASSES = 6;
    static final int RECEIVED = 6;
    static final int SENT = 7;
    static final int NANOS = 8;
    static final int RETRIES = 9;
    static final int BUCKETS = 10;
    static final int SLOTS = BUCKETS + Buckets.COUNT;

    // Threads with different numbers add to different copies. Four cost 8 KB.
    private static final int COPIES =
            Math.min(4, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));

    private final AtomicLongArray[] copies = new AtomicLongArray[COPIES];
    private volatile long lastSecond;

    /** Nothing counted yet. */
    public Traffic() {
        for (int i = 0; i < COPIES; i++) {
            copies[i] = new AtomicLongArray(SLOTS);
        }
    }

    /**
     * Counts one request.
     *
     * @param nanos how long it took
     */
    void count(AccessEntry entry, long nanos) {
        AtomicLongArray mine = copies[(int) Thread.currentThread().threadId() & COPIES - 1];
        mine.getAndIncrement(classOf(entry.status));
        mine.getAndIncrement(BUCKETS + Buckets.index(nanos));
        mine.getAndAdd(NANOS, nanos);
        if (entry.bytesReceived > 0) {
            mine.getAndAdd(RECEIVED, entry.bytesReceived);
        }
        if (entry.bytesSent > 0) {
            mine.getAndAdd(SENT, entry.bytesSent);
        }
        if (entry.attempts > 1) {
            mine.getAndAdd(RETRIES, entry.attempts - 1);
        }
        long second = entry.startMillis / 1000;
        if (second != lastSecond) { // A write that all threads would do is one that all wait for.
            lastSecond = second;
        }
    }

    private static int classOf(int status) {
        return status == AccessEntry.WENT_AWAY ? WENT_AWAY
                : status < 200 || status > 599 ? OTHER : status / 100;
    }

    /** When the latest request began: seconds since the epoch; 0 when there was none. */
    public long lastSecond() {
        return lastSecond;
    }

    /** What is counted by now. */
    public Counts counts() {
        long[] values = new long[SLOTS];
        for (AtomicLongArray copy : copies) {
            for (int i = 0; i < SLOTS; i++) {
                values[i] += copy.get(i);
            }
        }
        return new Counts(values);
    }
}
