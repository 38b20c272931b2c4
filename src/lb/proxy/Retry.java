package lb.proxy;

import java.util.Optional;
import java.util.Set;
import lb.http.Headers;
import lb.proxy.Attempt.Answered;
import lb.proxy.Attempt.Failed;
import lb.proxy.Attempt.Failure;

/**
 * Decides whether a request may be sent to a further server. The answer is worth a line in the log
 * either way, so a refusal says why.
 */
final class Retry {
    // RFC 9110 section 9.2.2: to send them twice is to send them once.
    private static final Set<String> IDEMPOTENT =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    private Retry() {}

    /** Whether this outcome is one that the policy wants to see tried again. */
    static boolean wanted(RetryPolicy policy, Attempt attempt) {
        return switch (attempt) {
            case Answered answered -> policy.onStatus().contains(answered.answer().statusCode());
            case Failed failed -> switch (failed.failure()) {
                case CONNECT, CONNECT_TIMEOUT -> policy.onConnect();
                case RESET, INVALID, UNSOUND -> policy.onReset();
                case TIMEOUT -> policy.onTimeout();
            };
        };
    }

    /**
     * Why a request must not be sent again, although the policy wants it; empty: it may be.
     *
     * @param tried servers tried so far
     */
    static Optional<String> refusal(RetryPolicy policy, RetryBudget budget, Exchange exchange,
            Headers headers, Attempt attempt, int tried) {
        if (tried > policy.attempts()) {
            return Optional.of("retry.attempts used up");
        }
        if (!unseen(attempt) && !mayRepeat(exchange.http.getRequestMethod(), headers)) {
            return Optional.of(exchange.http.getRequestMethod() + " may have reached the server");
        }
        if (!exchange.body.canRepeat()) {
            return Optional.of("body longer than retry.body");
        }
        return unseen(attempt) || budget.allows() ? Optional.empty()
                : Optional.of("retry.budget used up");
    }

    /**
     * Whether the server has seen nothing of the request. To send it elsewhere adds no load to what
     * the clients ask for, so it needs no budget: one dead server of two would use it up at once.
     */
    static boolean unseen(Attempt attempt) {
        return attempt instanceof Failed failed && (failed.failure() == Failure.CONNECT
                || failed.failure() == Failure.CONNECT_TIMEOUT);
    }

    /** Whether a server may see a request of this method twice. */
    static boolean mayRepeat(String method, Headers headers) {
        // The key is the client's promise that its server tells the second from the first.
        return IDEMPOTENT.contains(method) || headers.contains("Idempotency-Key");
    }
}
