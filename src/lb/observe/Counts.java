package lb.observe;

import java.util.OptionalDouble;
import java.util.function.ObjLongConsumer;

/** What a {@link Traffic} had counted at one moment, or between two. Immutable. */
public final class Counts {
    /** Nothing. */
    public static final Counts NONE = new Counts(new long[Traffic.SLOTS]);

    private static final double MILLION = 1e6;

    private final long[] values;

    Counts(long[] values) {
        this.values = values;
    }

    /** All requests that have ended. */
    public long requests() {
        long sum = 0;
        for (int i = 0; i < Traffic.CLASSES; i++) {
            sum += values[i];
        }
        return sum;
    }

    /**
     * The requests with a status of one class.
     *
     * @param hundreds 2 to 5 for 2xx to 5xx; what comes before a response (1xx) is none
     */
    public long ofClass(int hundreds) {
        return values[hundreds];
    }

    /** Tells what became of all requests: 2xx to 5xx, 499 (the client went away), other. */
    public void codes(ObjLongConsumer<String> taker) {
        for (int hundreds = 2; hundreds <= 5; hundreds++) {
            taker.accept(hundreds + "xx", values[hundreds]);
        }
        taker.accept("499", values[Traffic.WENT_AWAY]);
        taker.accept("other", values[Traffic.OTHER]);
    }

    /** Bytes of request bodies. */
    public long bytesReceived() {
        return values[Traffic.RECEIVED];
    }

    /** Bytes of response bodies. */
    public long bytesSent() {
        return values[Traffic.SENT];
    }

    /** How often a further server was tried. */
    public long retries() {
        return values[Traffic.RETRIES];
    }

    /** Of all requests together. */
    public double seconds() {
        return values[Traffic.NANOS] / 1e9;
    }

    /** The requests that took at most so many nanoseconds, exact for a bound of a bucket. */
    public long within(long nanos) {
        long sum = 0;
        for (int i = 0; i < Buckets.COUNT && Buckets.bound(i) <= nanos; i++) {
            sum += values[Traffic.BUCKETS + i];
        }
        return sum;
    }

    /**
     * The milliseconds within which a share of the requests was done.
     *
     * @param share 0 to 1: 0.99 for p99
     * @return empty when there was none
     */
    public OptionalDouble percentileMillis(double share) {
        long all = requests();
        long before = 0;
        for (int i = 0; i < Buckets.COUNT && all > 0; i++) {
            long here = values[Traffic.BUCKETS + i];
            if (here > 0 && before + here >= share * all) {
                long low = i == 0 ? 0 : Buckets.bound(i - 1);
                long high = i == Buckets.COUNT - 1 ? low : Buckets.bound(i);
                double part = Math.clamp((share * all - before) / here, 0.0, 1.0);
                return OptionalDouble.of(
                        Math.round(1000 * (low + part * (high - low)) / MILLION) / 1000.0);
            }
            before += here;
        }
        return OptionalDouble.empty();
    }

    /** Both together. */
    public Counts plus(Counts other) {
        return combine(other, 1);
    }

    /** What has come since {@code before}; nothing less than none, for that may be of another. */
    public Counts minus(Counts before) {
        return combine(before, -1);
    }

    private Counts combine(Counts other, int sign) {
        long[] sum = new long[values.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.max(0, values[i] + sign * other.values[i]);
        }
        return new Counts(sum);
    }
}
