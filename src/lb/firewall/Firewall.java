package lb.firewall;

import java.util.ArrayList;
import java.util.List;
import lb.http.Request;
import lb.match.Subject;

/**
 * First stage: may this request pass? Rules are tried in file order; the first match decides.
 * Immutable.
 */
public final class Firewall {
    /** What comes of nearly every request; made once. */
    private static final Verdict NOTHING_MATCHED = new Verdict.Pass(null, List.of());

    private final List<Rule> rules;

    /** A firewall of these rules, in file order; without any, everything may pass. */
    public Firewall(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The rules, in file order. */
    public List<Rule> rules() {
        return rules;
    }

    /** Decides about a request; no side effect. */
    public Verdict check(Request request) {
        Subject subject = new Subject(request);
        List<Rule> observed = List.of();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.matches(subject)) {
                if (!rule.observe()) {
                    return decide(rule, observed);
                }
                observed = with(observed, rule);
            }
        }
        return observed.isEmpty() ? NOTHING_MATCHED : new Verdict.Pass(null, observed);
    }

    private static Verdict decide(Rule rule, List<Rule> observed) {
        return switch (rule.action()) {
            case Action.Allow allow -> new Verdict.Pass(rule, observed);
            case Action.Deny deny -> new Verdict.Deny(rule, deny.status(), observed);
        };
    }

    private static List<Rule> with(List<Rule> rules, Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return List.copyOf(more);
    }
}
