package lb.health;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import lb.http.Headers;

/**
 * How servers of a pool are checked.
 *
 * @param path what is asked for; empty: {@code /}, and any HTTP answer counts as well
 * @param status the answers that count as well, when a path is given
 * @param body what the answer must contain; empty: anything
 * @param interval from one check to the next, ±10 %
 * @param timeout for one whole check
 * @param rise passes in a row to go up, 1 or more
 * @param fall failures in a row to go down, 1 or more
 * @param method usually GET
 * @param host the Host field; empty: the server's address
 * @param port empty: the server's own
 * @param headers further fields to send
 */
public record HealthCheck(Optional<String> path, StatusSet status, Optional<BodyPattern> body,
        Duration interval, Duration timeout, int rise, int fall, String method,
        Optional<String> host, OptionalInt port, Headers headers) {}
