package lb.firewall;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import lb.http.Request;
import lb.match.Subject;

/**
 * First stage: may this request pass? Rules are tried in file order; the first match decides, but a
 * limit that is not yet used up decides nothing. Immutable, but for the buckets of limits.
 */
public final class Firewall {
    /** What comes of nearly every request; made once. */
    private static final Verdict NOTHING_MATCHED = new Verdict.Pass(null, List.of());

    private final List<Rule> rules;
    private final RateLimiter[] limiters; // One for each rule that limits, at its index.
    private final LongAdder[] hits; // One for each rule, at its index.

    /** A firewall of these rules, in file order; without any, everything may pass. */
    public Firewall(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.limiters = new RateLimiter[rules.size()];
        this.hits = new LongAdder[rules.size()];
        Arrays.setAll(hits, i -> new LongAdder());
        for (int i = 0; i < limiters.length; i++) {
            if (rules.get(i).action() instanceof Limit limit) {
                limiters[i] = new RateLimiter(limit, new SecureRandom().nextLong());
            }
        }
    }

    /** Goes on counting where another firewall has left off, for limits that are the same. */
    public void takeOver(Firewall before) {
        for (int i = 0; i < limiters.length; i++) {
            Rule rule = rules.get(i);
            for (int j = 0; j < before.limiters.length; j++) {
                Rule old = before.rules.get(j);
                if (old.name().equals(rule.name())) {
                    hits[i] = before.hits[j];
                }
                if (limiters[i] != null && old.name().equals(rule.name())
                        && old.action().equals(rule.action())) {
                    limiters[i] = before.limiters[j];
                }
            }
        }
    }

    /**
     * How many requests a rule has decided about, or would have in observe mode: for a limit those
     * that were too many. Counted over reloads, by the rule's name.
     *
     * @param rule its place in {@link #rules}
     */
    public long hits(int rule) {
        return hits[rule].sum();
    }

    /** The rules, in file order. */
    public List<Rule> rules() {
        return rules;
    }

    /**
     * Decides about a request, and counts it where it is limited.
     *
     * @param route the name of the route that would take it; asked only by a limit for each route
     * @param nanoTime a clock of nanoseconds, 1 or more
     */
    public Verdict check(Request request, Supplier<String> route, long nanoTime) {
        return check(request, route, nanoTime, true);
    }

    /** What {@link #check} would say, counting nothing: for a dry run. */
    public Verdict peek(Request request, Supplier<String> route, long nanoTime) {
        return check(request, route, nanoTime, false);
    }

    private Verdict check(Request request, Supplier<String> route, long nanoTime,
            boolean counting) {
        Subject subject = new Subject(request);
        List<Rule> observed = List.of();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (!rule.matches(subject)) {
                continue;
            }
            long wait = limiters[i] == null ? 1 : wait(i, request, route, nanoTime, counting);
            if (wait > 0 && counting) {
                hits[i].increment();
            }
            if (wait > 0 && !rule.observe()) {
                return decide(rule, wait, observed);
            }
            observed = wait > 0 ? with(observed, rule) : observed;
        }
        return observed.isEmpty() ? NOTHING_MATCHED : new Verdict.Pass(null, observed);
    }

    /** Nanoseconds until a limit lets a request like this pass; 0: it does. */
    private long wait(int rule, Request request, Supplier<String> route, long nanoTime,
            boolean counting) {
        Limit limit = (Limit) rules.get(rule).action();
        long key = limit.key(request, limit.by() instanceof Limit.By.Route ? route.get() : "");
        return counting ? limiters[rule].take(key, nanoTime) : limiters[rule].peek(key, nanoTime);
    }

    private static Verdict decide(Rule rule, long wait, List<Rule> observed) {
        return switch (rule.action()) {
            case Action.Allow allow -> new Verdict.Pass(rule, observed);
            case Action.Deny deny -> new Verdict.Deny(rule, deny.status(), observed);
            case Limit limit -> new Verdict.Limited(rule,
                    Math.ceilDiv(wait, 1_000_000_000L), observed);
        };
    }

    private static List<Rule> with(List<Rule> rules, Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return List.copyOf(more);
    }
}
