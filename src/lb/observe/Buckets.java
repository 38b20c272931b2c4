package lb.observe;

/**
 * The buckets that durations are counted in: 36 for each power of ten from 10 µs to 100 s, each a
 * quarter of the leading digit wide, and one for all that is longer. So a percentile can be told
 * within a few percent, and every bound that people ask for (1 ms, 2.5 ms, 5 ms …) is one of these.
 */
final class Buckets {
    private static final int DECADES = 7;
    private static final int PER_DECADE = 36;
    private static final long SHORTEST = 10_000; // Nanoseconds; the first bucket holds all below.

    /** How many there are. */
    static final int COUNT = DECADES * PER_DECADE + 2;

    private Buckets() {}

    /** The bucket of a duration in nanoseconds: its bound is the first that is not below it. */
    static int index(long nanos) {
        if (nanos <= SHORTEST) {
            return 0;
        }
        long scale = SHORTEST;
        for (int decade = 0; decade < DECADES; decade++) {
            if (nanos <= 10 * scale) {
                // Of 1.25 times the scale the quarters are 5, and its bucket the first.
                return decade * PER_DECADE + (int) Math.ceilDiv(4 * nanos, scale) - 4;
            }
            scale *= 10;
        }
        return COUNT - 1;
    }

    /** The longest duration in a bucket, in nanoseconds; of the last {@code Long.MAX_VALUE}. */
    static long bound(int index) {
        if (index == 0) {
            return SHORTEST;
        }
        if (index == COUNT - 1) {
            return Long.MAX_VALUE;
        }
        long scale = SHORTEST;
        for (int decade = (index - 1) / PER_DECADE; decade > 0; decade--) {
            scale *= 10;
        }
        return scale * ((index - 1) % PER_DECADE + 5) / 4;
    }
}
