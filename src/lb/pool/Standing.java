package lb.pool;

import java.time.Instant;

/**
 * How a server stands at one moment.
 *
 * @param state where several hold, the first of: down, drain, ejected, starting, up
 * @param reason what brought it there: {@code status 500}, {@code drained by hand}
 * @param since when it came there
 */
public record Standing(ServerState state, String reason, Instant since) {}
