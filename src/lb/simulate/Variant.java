package lb.simulate;

import java.time.Duration;
import java.util.OptionalDouble;
import lb.balance.Algorithm;

/**
 * One way to balance the arrivals.
 *
 * @param label the algorithm's name, and what is unlike the pool's own settings
 * @param bound hash-bound; empty: off
 * @param replicas load balancers, of which none knows what the others do
 */
record Variant(String label, Algorithm algorithm, OptionalDouble bound, Duration slowStart,
        int replicas) {}
