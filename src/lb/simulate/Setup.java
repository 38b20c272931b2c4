package lb.simulate;

import java.time.Duration;
import java.util.List;
import lb.config.Config.PoolConfig;
import lb.pool.ServerSpec;

/**
 * What is simulated.
 *
 * @param pool how lb is to treat the servers; its own list of servers does not count
 * @param servers one or more, each with a name of its own
 * @param profiles what each of them can do, in the same order
 * @param rate requests a second
 * @param duration of virtual time
 */
public record Setup(PoolConfig pool, List<ServerSpec> servers, List<Profile> profiles, double rate,
        Duration duration, long seed) {
    /** Requests a second that these servers could answer at most. */
    public static double capacity(List<Profile> profiles) {
        return profiles.stream().mapToDouble(Profile::capacity).sum();
    }

    long nanos() {
        return duration.toNanos();
    }
}
