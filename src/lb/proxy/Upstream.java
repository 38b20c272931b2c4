package lb.proxy;

import java.time.Duration;
import lb.pool.Pool;

/**
 * A pool and how requests are sent to it.
 *
 * @param responseTimeout from the end of the request until the head of the response
 * @param idleTimeout longest silence within a response's body, on either side
 */
public record Upstream(Pool pool, Duration responseTimeout, Duration idleTimeout,
        RetryPolicy retry) {}
