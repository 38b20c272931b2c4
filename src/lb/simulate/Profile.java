package lb.simulate;

import java.time.Duration;

/**
 * What a server can do.
 *
 * @param mean mean time it works on a request, above 0; single ones vary exponentially
 * @param workers requests it works on at once, 1 or more; others wait within it
 * @param errors share of requests that it answers with 503, 0 to 1
 */
public record Profile(Duration mean, int workers, double errors) {
    /** Requests a second when it never pauses. */
    public double capacity() {
        return workers * 1e9 / mean.toNanos();
    }
}
