package lb.proxy;

import java.time.Duration;
import lb.pool.Pool;

/**
 * A pool and how requests are sent to it.
 */
public final class Upstream {
    private final Pool pool;
    private final Duration responseTimeout;
    private final Duration idleTimeout;
    private final Retry retry;

    /**
     * A pool's settings.
     *
     * @param responseTimeout from the end of the request until the head of the response
     * @param idleTimeout longest silence within a response's body, on either side
     */
    public Upstream(Pool pool, Duration responseTimeout, Duration idleTimeout,
            RetryPolicy retry) {
        this.pool = pool;
        this.responseTimeout = responseTimeout;
        this.idleTimeout = idleTimeout;
        this.retry = new Retry(retry, System::nanoTime);
    }

    /** The pool. */
    public Pool pool() {
        return pool;
    }

    Duration responseTimeout() {
        return responseTimeout;
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    /** Whether and where its requests are sent again. */
    public Retry retry() {
        return retry;
    }
}
