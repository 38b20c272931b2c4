package lb.pool;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How long a server takes to answer: an exponentially weighted moving average that believes a peak
 * at once and forgets it slowly ("peak EWMA", from Twitter's Finagle). Where nothing is seen it
 * sinks towards nothing, so that a server once slow is given another try.
 *
 * <p>Safe for many threads; reading changes nothing.
 */
final class Latency {
    /** In this time, a peak loses two thirds of its weight. Finagle's value; we have no better. */
    static final long DECAY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private record Average(double nanos, long at) {}

    private final AtomicReference<Average> average = new AtomicReference<>(); // null: none seen yet

    /** Takes in one answer. Times are on the clock of {@link System#nanoTime}. */
    void observe(long nanos, long now) {
        average.updateAndGet(old -> next(old, Math.max(nanos, 1), now));
    }

    private static Average next(Average old, long nanos, long now) {
        if (old == null) {
            return new Average(nanos, now);
        }
        double kept = kept(old, now);
        double before = old.nanos * kept;
        return new Average(Math.max(nanos, before + nanos * (1 - kept)), Math.max(now, old.at));
    }

    /** The average at a moment, in nanoseconds; empty when no answer was ever seen. */
    OptionalDouble at(long now) {
        Average seen = average.get();
        return seen == null ? OptionalDouble.empty()
                : OptionalDouble.of(seen.nanos * kept(seen, now));
    }

    /** What share of the average is left; threads' clocks may disagree, hence no less than 0. */
    private static double kept(Average old, long now) {
        return Math.exp(-(double) Math.max(now - old.at, 0) / DECAY_NANOS);
    }
}
