package lb.pool;

/**
 * How one server stands to one request.
 *
 * @param standing its state, what brought it there and since when
 * @param weight the one it was given
 * @param inFlight requests sent and not yet answered
 * @param eligible whether the balancer may pick it for this request
 * @param score how the balancer sees it; empty when it was not asked, or does not say
 * @param reason why it is not eligible; empty when it is
 */
public record Candidate(Server server, Standing standing, int weight, int inFlight,
        boolean eligible, String score, String reason) {}
