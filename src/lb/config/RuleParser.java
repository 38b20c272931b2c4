package lb.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lb.firewall.Action;
import lb.firewall.Rule;
import lb.match.Conditions;

/** Reads {@code firewall.RULE.*}, and conditions, which routes have as well. */
final class RuleParser {
    private static final Set<String> CONDITIONS =
            Set.of("host", "path", "method", "header", "param", "cookie", "ip");

    private final Sections sections;

    RuleParser(Sections sections) {
        this.sections = sections;
    }

    /** The rules in file order. */
    List<Rule> parse() {
        rule(sections.forAll("firewall"), 0);
        List<Rule> rules = new ArrayList<>();
        for (Section section : sections.named("firewall")) {
            Rule rule = rule(section, section.first().line());
            rules.add(rule);
            if (section.entry("action").isEmpty()) {
                section.problem(section.first(), "the rule \"" + section.name()
                        + "\" does nothing; write " + section.key("action") + " = deny");
            }
        }
        return List.copyOf(rules);
    }

    private static Rule rule(Section section, int line) {
        Conditions conditions = conditions(section);
        Action action = section.optional("action", Action::parse).orElse(new Action.Deny(403));
        String mode = section.value("mode", Units.choice("mode", "enforce", "observe"));
        return new Rule(section.name(), line, conditions, action, mode.equals("observe"));
    }

    /** The conditions of a rule or a route. */
    static Conditions conditions(Section section) {
        Conditions.Builder builder = Conditions.builder()
                .ignoreCase(section.value("ignore-case", Units::onOff));
        for (Entry entry : section.entries()) {
            if (isCondition(entry)) {
                requireValue(section, entry);
                section.each(entry, value -> builder.add(entry.option(), value));
            }
        }
        return builder.build();
    }

    /** Whether an entry is a condition; if none is, every request matches. */
    static boolean isCondition(Entry entry) {
        return CONDITIONS.contains(entry.option().split("\\.", 2)[0]);
    }

    /** A condition must not vanish because a variable is empty: a rule would deny everybody. */
    private static void requireValue(Section section, Entry entry) {
        if (entry.readable() && !entry.raw().isEmpty() && entry.value().isEmpty()) {
            section.problem(entry, "this is empty once its variables are filled in, and would match"
                    + " every request; give them a value or remove the line");
        }
    }
}
