package lb.proxy;

import java.util.Set;

/**
 * When a request is sent to a further server.
 *
 * @param attempts further servers to try, 0 or more
 * @param onConnect when no connection could be made
 * @param onReset when the connection broke before an answer
 * @param onTimeout when no answer came in time
 * @param onStatus when the answer has one of these status codes
 * @param body most bytes of a body kept to be sent again
 * @param budget share of the pool's requests that may be retries, 0 to 1
 */
public record RetryPolicy(int attempts, boolean onConnect, boolean onReset, boolean onTimeout,
        Set<Integer> onStatus, long body, double budget) {}
