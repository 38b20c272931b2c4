package lb.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lb.config.Config;
import lb.config.Config.PoolConfig;
import lb.explain.Explanation.Stage;
import lb.explain.Explanation.Step;
import lb.http.Request;
import lb.pool.Candidate;
import lb.pool.Candidates;
import lb.pool.Pool;
import lb.proxy.Failure;
import lb.proxy.Retry;
import lb.proxy.RetryPolicy;
import lb.proxy.Upstream;

/** Whom a pool chooses, and what follows when that server fails. */
final class PoolStage {
    private final Config config;
    private final Pool pool;
    private final Retry retry;
    private final PoolConfig written;
    private final Request request;
    private final Candidates candidates;

    PoolStage(Config config, Upstream upstream, Request request) {
        this.config = config;
        this.pool = upstream.pool();
        this.retry = upstream.retry();
        this.written = config.pools().get(pool.name());
        this.request = request;
        this.candidates = pool.candidates(request, List.of());
    }

    Candidates candidates() {
        return candidates;
    }

    /** Whether some server may be asked, or a place in the queue be had. */
    boolean answers() {
        return !candidates.eligible().isEmpty() || mayWait();
    }

    private boolean mayWait() {
        return !pool.available().isEmpty() && pool.waiting() < written.queue();
    }

    Stage tell(Map<String, Integer> split) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(written.line(), "pool " + pool.name(), "", List.of(
                split.size() < 2 ? written.algorithm().label() : written.algorithm().label()
                        + "; this client's side of " + text(split))));
        for (Candidate one : candidates.all()) {
            steps.add(new Step(line("servers"), one.server().name(), word(one), details(one)));
        }
        return new Stage("pool", steps, result());
    }

    private static String text(Map<String, Integer> split) {
        return split.entrySet().stream().map(pool -> pool.getKey() + " " + pool.getValue())
                .collect(Collectors.joining(", "));
    }

    private String word(Candidate one) {
        return candidates.choice().filter(one.server()::equals).isPresent() ? "chosen"
                : one.eligible() ? "may be" : "no";
    }

    private static List<String> details(Candidate one) {
        String figures = one.standing().state().label() + ", weight " + one.weight() + ", "
                + one.inFlight() + " in flight"
                + (one.score().isEmpty() ? "" : ", " + one.score());
        return one.eligible() ? List.of(figures) : List.of(figures, one.reason());
    }

    private String result() {
        String why = candidates.why().isEmpty() ? "" : ": " + candidates.why();
        if (candidates.choice().isPresent()) {
            return "sends to " + candidates.choice().get().name() + why;
        } else if (!candidates.eligible().isEmpty()) {
            return "sends to one of " + candidates.eligible().stream()
                    .map(one -> one.server().name()).collect(Collectors.joining(", ")) + why;
        } else if (pool.available().isEmpty()) {
            return "answers 503: no server available";
        }
        return mayWait() ? "waits in the queue, for every server is at its max"
                : "answers 503: every server is at its max";
    }

    /** What follows when the server fails. */
    Stage retries() {
        RetryPolicy policy = written.retry();
        if (policy.attempts() == 0) {
            return new Stage("retry", List.of(), "never: retry.attempts = 0");
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(line("retry.on"), "retry.on", "", List.of(causes(policy))));
        steps.add(new Step(line("retry.attempts"), "further servers", "",
                List.of("at most " + policy.attempts() + of(policy))));
        steps.add(new Step(0, "once it may have been seen", "", List.of(again())));
        steps.add(new Step(line("retry.body"), "with a body", "",
                List.of("only up to " + policy.body() + " bytes")));
        return new Stage("retry", steps, "within retry.budget, "
                + Math.round(100 * policy.budget()) + "% of the pool's requests");
    }

    /** Whether it is sent again although a server may have seen it, as things stand. */
    private String again() {
        return request.method() + (!Retry.mayRepeat(request)
                ? " is not sent again without an Idempotency-Key"
                : retry.refusal(request, false, true, 1)
                        .map(why -> " is not sent again now: " + why)
                        .orElse(" may be sent again"));
    }

    /** How many there are to try at all. */
    private String of(RetryPolicy policy) {
        Optional<Candidate> first = candidates.eligible().stream().filter(one ->
                candidates.choice().isEmpty() || candidates.choice().get() == one.server())
                .findFirst();
        if (first.isEmpty()) {
            return "";
        }
        Candidates next = pool.candidates(request, List.of(first.get().server()));
        List<String> names = next.eligible().stream().map(one -> one.server().name()).toList();
        return ", next: " + (names.isEmpty() ? "none is left" : next.choice()
                .map(server -> server.name()).orElse("one of " + String.join(", ", names)));
    }

    private String causes(RetryPolicy policy) {
        List<String> causes = new ArrayList<>();
        for (Failure failure : List.of(Failure.CONNECT, Failure.RESET, Failure.TIMEOUT)) {
            if (retry.wants(failure)) {
                causes.add(failure.name().toLowerCase(Locale.ROOT)); // As the file has it.
            }
        }
        new TreeSet<>(policy.onStatus()).forEach(status -> causes.add(status.toString()));
        return String.join(", ", causes);
    }

    private int line(String option) {
        return Reasons.line(config.written(), "pool", pool.name(), option);
    }
}
