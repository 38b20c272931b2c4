package lb.pool;

import java.time.Duration;

/** What came of asking a pool for a server. */
public sealed interface Choice {
    /** A server that the request has been counted in at; {@link Server#release} must follow. */
    record Chosen(Server server) implements Choice {}

    /** No server may be used. */
    record Nobody() implements Choice {}

    /**
     * Every server is at its {@code max}, and there was no place in the queue or no server in time.
     *
     * @param reason which of the two
     * @param retryAfter when to ask again
     */
    record Busy(String reason, Duration retryAfter) implements Choice {}
}
