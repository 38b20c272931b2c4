package lb.firewall;

import java.util.List;

/** What the firewall decided about a request. */
public sealed interface Verdict {
    /** The rule that decided; null when none matched. */
    Rule rule();

    /** The rules in observe mode that matched before the decision, in the file's order. */
    List<Rule> observed();

    /** The request may pass: {@code rule} allowed it, or none matched and {@code rule} is null. */
    record Pass(Rule rule, List<Rule> observed) implements Verdict {}

    /** The request may not pass. */
    sealed interface Stop extends Verdict {
        /** What the client is answered with. */
        int status();

        /** Which rule it was, and whether it denied or limited: one line, for people. */
        String reason();
    }

    /** The request is answered with {@code status} because of {@code rule}. */
    record Deny(Rule rule, int status, List<Rule> observed) implements Stop {
        @Override
        public String reason() {
            return "denied by rule " + rule.name();
        }
    }

    /** It is one too many for {@code rule}; in {@code seconds} (1 or more) one may pass. */
    record Limited(Rule rule, long seconds, List<Rule> observed) implements Stop {
        @Override
        public int status() {
            return 429;
        }

        @Override
        public String reason() {
            return "limited by rule " + rule.name();
        }
    }
}
