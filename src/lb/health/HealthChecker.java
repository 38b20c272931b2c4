package lb.health;

import java.time.Duration;
import lb.observe.Events;
import lb.pool.Health;
import lb.pool.ServerSpec;

/**
 * Checks servers in the background: a timer that only starts virtual threads, one check per
 * distinct server and settings however many pools name it.
 */
public final class HealthChecker implements AutoCloseable {
    public HealthChecker(Events events) { throw new UnsupportedOperationException(); }

    /**
     * Checks a server from now on.
     *
     * @param pool named in the log
     * @return its health, shared by all who asked for the same check of the same server
     */
    public Health watch(String pool, ServerSpec server, HealthCheck check) { throw new UnsupportedOperationException(); }

    /** Waits until every server has been checked once, at most this long. */
    public void awaitFirstRound(Duration atMost) throws InterruptedException { throw new UnsupportedOperationException(); }

    /** Ends all checks. */
    @Override
    public void close() { throw new UnsupportedOperationException(); }
}
