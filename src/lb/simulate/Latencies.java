package lb.simulate;

/**
 * Times that requests took. Counted in buckets, each 1/64 wider than the one before: no percentile
 * is off by more than 1.6%, however many there are. Mean and maximum are exact.
 */
final class Latencies {
    private static final int STEPS = 6; // Bits.
    private final long[] counts = new long[64 << STEPS];
    private long count;
    private long max;
    private double sum;

    void add(long nanos) {
        long value = Math.max(nanos, 1 << STEPS);
        int exponent = 63 - Long.numberOfLeadingZeros(value);
        int step = (int) (value >> exponent - STEPS) & (1 << STEPS) - 1;
        counts[(exponent << STEPS) + step]++;
        count++;
        sum += nanos;
        max = Math.max(max, nanos);
    }

    /** What this share of the requests took at most, in ms. */
    double percentile(double share) {
        long left = (long) Math.ceil(share * count);
        for (int i = 0; i < counts.length && count > 0; i++) {
            left -= counts[i];
            if (left <= 0) {
                int exponent = i >> STEPS;
                int step = i & (1 << STEPS) - 1;
                double upTo = (double) (1L << exponent) * ((1 << STEPS) + step + 1) / (1 << STEPS);
                return Math.min(upTo, max) / 1e6;
            }
        }
        return 0;
    }

    double mean() {
        return count == 0 ? 0 : sum / count / 1e6;
    }

    double max() {
        return max / 1e6;
    }

    long count() {
        return count;
    }
}
