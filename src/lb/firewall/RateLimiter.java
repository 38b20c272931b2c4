package lb.firewall;

import java.util.concurrent.atomic.AtomicLongArray;
import lb.http.Hash64;

/**
 * Counts requests against a limit for any number of clients in a fixed amount of memory. Safe for
 * many threads, without locks.
 *
 * <p>The token bucket in the form of the generic cell rate algorithm (ITU-T I.371): of each bucket
 * only the time is kept at which it will be full again, one long. A request moves that time on by
 * one interval; it is refused if the time would lie further ahead than a whole bucket takes to
 * fill. A bucket that is full is as good as none, so its place can be had by the next client.
 *
 * <p>The buckets stand in a table of rows of eight. When all eight of a row are in use the one that
 * is full soonest gives way: under a flood from very many addresses some client may get a fresh
 * bucket too early. Two threads that take a place at the same moment may lose one count. A limit
 * can bear both; it cannot bear memory that a client decides about.
 */
final class RateLimiter {
    private static final int ROWS = 1 << 13;
    private static final int WIDTH = 8;

    private final long interval;
    private final long burst;
    private final AtomicLongArray keys = new AtomicLongArray(ROWS * WIDTH);
    private final AtomicLongArray fullAt = new AtomicLongArray(ROWS * WIDTH);
    private final long seed;

    /**
     * Buckets of {@code burst} requests that refill by one each {@code interval} nanoseconds.
     *
     * @param seed random, so that nobody can choose keys that share a row
     */
    RateLimiter(Limit limit, long seed) {
        this.interval = limit.interval();
        this.burst = limit.burst() * limit.interval();
        this.seed = seed;
    }

    /**
     * Takes one request out of a bucket.
     *
     * @param now nanoseconds, 1 or more
     * @return 0 when the request may pass, else the nanoseconds until one may
     */
    long take(long key, long now) {
        int place = place(key, now);
        while (true) {
            long full = fullAt.get(place);
            long next = Math.max(full, now) + interval;
            if (next - now > burst) {
                return next - now - burst;
            }
            if (fullAt.compareAndSet(place, full, next)) {
                return 0;
            }
        }
    }

    /** What {@link #take} would say, without taking: for a dry run. */
    long peek(long key, long now) {
        long hash = hash(key);
        long full = now;
        for (int place = row(hash); place < row(hash) + WIDTH; place++) {
            full = keys.get(place) == hash ? Math.max(full, fullAt.get(place)) : full;
        }
        return Math.max(0, full + interval - now - burst);
    }

    private long hash(long key) {
        return Hash64.mix(key ^ seed) | 1; // Not 0, which stands for a free place.
    }

    private static int row(long hash) {
        return (int) (hash >>> 51) * WIDTH; // 13 bits: as many as there are rows.
    }

    /** The place of this key's bucket: its own, or that of the bucket which is full soonest. */
    private int place(long key, long now) {
        long hash = hash(key);
        int row = row(hash);
        int soonest = row;
        for (int place = row; place < row + WIDTH; place++) {
            if (keys.get(place) == hash) {
                return place;
            }
            if (fullAt.get(place) < fullAt.get(soonest)) {
                soonest = place;
            }
        }
        keys.set(soonest, hash);
        fullAt.set(soonest, now);
        return soonest;
    }
}
