package lb.pool;

import java.time.Duration;
import java.util.Optional;

/**
 * How a pool looks after itself.
 *
 * @param slowStart over which the weight of a recovered server grows; zero: at once
 * @param queue most requests that may wait when every server is at its {@code max}
 * @param queueTimeout how long each may wait
 */
public record PoolSettings(Outliers outliers, Duration slowStart, Optional<Sticky> sticky,
        int queue, Duration queueTimeout) {
    /** Nothing of all that. */
    public static final PoolSettings PLAIN = new PoolSettings(Outliers.OFF, Duration.ZERO,
            Optional.empty(), 0, Duration.ofSeconds(5));
}
