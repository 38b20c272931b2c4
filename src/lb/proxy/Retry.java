package lb.proxy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import lb.http.Request;
import lb.pool.Pool;
import lb.pool.Server;

/**
 * Decides whether the requests of a pool are sent to a further server, and to which. In order:
 * {@link #begin} when a request comes; after each attempt {@link #wants}, {@link #refusal} and
 * {@link #next}. Safe for many threads.
 */
public final class Retry {
    // RFC 9110 section 9.2.2: to send them twice is to send them once.
    private static final Set<String> IDEMPOTENT =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    private final RetryPolicy policy;
    private final RetryBudget budget;

    /** By a policy, whose budget is measured on this clock of nanoseconds. */
    public Retry(RetryPolicy policy, LongSupplier nanoTime) {
        this.policy = policy;
        this.budget = new RetryBudget(policy.budget(), nanoTime);
    }

    /** Counts a request: the budget is a share of them. */
    public void begin() {
        budget.request();
    }

    /** Most bytes of a body worth keeping, to be sent again. */
    long keep() {
        return policy.attempts() > 0 ? policy.body() : 0;
    }

    /** Whether an answer of this status is one that the policy wants to see tried again. */
    public boolean wants(int status) {
        return policy.onStatus().contains(status);
    }

    /** Whether this failure is one that the policy wants to see tried again. */
    public boolean wants(Failure failure) {
        return switch (failure) {
            case CONNECT, CONNECT_TIMEOUT -> policy.onConnect();
            case RESET, INVALID, UNSOUND -> policy.onReset();
            case TIMEOUT -> policy.onTimeout();
        };
    }

    /**
     * Why a request must not be sent again, although the policy wants it; empty: it may be. Worth a
     * line in the log either way.
     *
     * @param unseen whether the server has seen nothing of it
     * @param kept whether all that has been read of its body is still there
     * @param tried servers tried so far
     */
    public Optional<String> refusal(Request request, boolean unseen, boolean kept, int tried) {
        if (tried > policy.attempts()) {
            return Optional.of("retry.attempts used up");
        }
        if (!unseen && !mayRepeat(request)) {
            return Optional.of(request.method() + " may have reached the server");
        }
        if (!kept) {
            return Optional.of("body longer than retry.body");
        }
        return unseen || budget.allows() ? Optional.empty() : Optional.of("retry.budget used up");
    }

    /** Whether a server may see a request twice. */
    public static boolean mayRepeat(Request request) {
        // The key is the client's promise that its server tells the second from the first.
        return IDEMPOTENT.contains(request.method())
                || request.headers().contains("Idempotency-Key");
    }

    /** Takes a server that has not been tried and counts the retry; empty when there is none. */
    public Optional<Server> next(Pool pool, Request request, List<Server> tried, boolean unseen) {
        Optional<Server> next = pool.choose(request, tried);
        if (next.isPresent() && !unseen) {
            budget.retry();
        }
        return next;
    }
}
