package lb.config;

import java.util.List;
import java.util.Optional;
import lb.match.Regex;

/**
 * Warns of regexes that a short text makes run for long. Each is tried, over a look at how it is
 * written: the JDK knows its way out of {@code (a+)+}, which is notorious elsewhere, but not out of
 * {@code .*.*.*.*x} or {@code (a+)+\1}.
 */
final class RegexWarnings {
    private final Sections sections;

    RegexWarnings(Sections sections) {
        this.sections = sections;
    }

    /** Looks at the regexes of conditions, rewrites and checks, each of them by itself. */
    void warn() {
        for (String kind : List.of("firewall", "route", "pool")) {
            for (Section section : sections.named(kind)) {
                section.ownEntries().forEach(entry -> warn(section, entry));
            }
            Section forAll = sections.forAll(kind);
            forAll.ownEntries().forEach(entry -> warn(forAll, entry));
        }
    }

    private static void warn(Section section, Entry entry) {
        if (RuleParser.isCondition(entry)) {
            Items.split(entry.value()).stream().map(item -> item.replaceFirst("^!\\s*", ""))
                    .filter(item -> item.startsWith("~"))
                    .forEach(item -> warn(section, entry, item.substring(1).strip(), "a rule then"
                            + " denies, and a route does not match"));
        } else if (entry.option().equals("rewrite.path.replace")) {
            warn(section, entry, entry.value().split("\\s+->")[0], "nothing is then replaced");
        } else if (entry.option().equals("health.body") && entry.value().startsWith("~")) {
            warn(section, entry, entry.value().substring(1), "a server then fails its check");
        }
    }

    private static void warn(Section section, Entry entry, String regex, String consequence) {
        trap(regex).filter(text -> entry.readable()).ifPresent(text -> section.warn(entry, "this"
                + " regex can take too long: a text like " + text + " needs more than 100000"
                + " steps, and " + consequence
                + "; write fewer repetitions of the same, of which .*.*.* has three"));
    }

    private static Optional<String> trap(String regex) {
        try {
            return Regex.compile(regex, false).trap();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // It is no regex, which has been said.
        }
    }
}
