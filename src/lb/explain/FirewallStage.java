package lb.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lb.config.Config;
import lb.explain.Explanation.Stage;
import lb.explain.Explanation.Step;
import lb.firewall.Limit;
import lb.firewall.Rule;
import lb.firewall.Verdict;
import lb.http.Request;

/** Each rule of the firewall: whether it matched, and what that meant. */
final class FirewallStage {
    private final Config config;
    private final Request request;
    private final Verdict verdict;

    FirewallStage(Config config, Request request, Verdict verdict) {
        this.config = config;
        this.request = request;
        this.verdict = verdict;
    }

    Stage tell() {
        List<Step> steps = new ArrayList<>();
        Optional<Rule> decided = Optional.ofNullable(verdict.rule());
        boolean over = false;
        for (Rule rule : config.firewall()) {
            steps.add(over ? step(rule, "not tried", "") : step(rule));
            over |= decided.equals(Optional.of(rule));
        }
        return new Stage("firewall", steps, switch (verdict) {
            case Verdict.Deny deny -> "answers " + deny.status();
            case Verdict.Limited limited ->
                "answers 429; one may pass in " + limited.seconds() + "s";
            case Verdict.Pass pass when pass.rule() != null ->
                "passes, and no further rule is tried";
            case Verdict.Pass pass -> config.firewall().isEmpty() ? "passes, for there are no rules"
                    : "passes, for no rule stops it";
        });
    }

    private Step step(Rule rule) {
        return Reasons.miss(config.written(), "firewall", rule.name(), rule.conditions(), request,
                        rule.reading())
                .map(miss -> new Step(miss.line() == 0 ? rule.line() : miss.line(),
                        "rule " + rule.name(), "no", List.of(miss.text())))
                .orElseGet(() -> step(rule, "matches", effect(rule)));
    }

    private static Step step(Rule rule, String answer, String effect) {
        return new Step(rule.line(), "rule " + rule.name(), answer, effect.isEmpty() ? List.of()
                : List.of(Reasons.said(rule.conditions()), effect));
    }

    /** What became of a rule that matched. */
    private String effect(Rule rule) {
        if (rule.equals(verdict.rule())) {
            return "decides: " + rule.action();
        } else if (verdict.observed().contains(rule)) {
            return "only observes: it would " + rule.action();
        }
        return rule.action() instanceof Limit limit ? "within its " + limit : "decides nothing";
    }
}
