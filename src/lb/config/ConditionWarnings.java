package lb.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lb.firewall.Action;
import lb.firewall.Rule;
import lb.match.Conditions;
import lb.route.Route;
import lb.route.RouteAction;
import lb.route.Shadow;

/** Warns of rules and routes that no request ever reaches, and of what does nothing in them. */
final class ConditionWarnings {
    /** With more of them, comparing each with each would take seconds. */
    private static final int MOST = 2000;

    private final Sections sections;

    ConditionWarnings(Sections sections) {
        this.sections = sections;
    }

    /** Looks at a file's rules and routes, in its order. */
    void warn(List<Rule> rules, List<Route> routes) {
        warnOfTooMany("firewall rule", rules.size());
        for (int i = 0; i < rules.size(); i++) {
            Section section = sections.named("firewall", rules.get(i).name());
            if (!warnOfContradiction(section, rules.get(i).conditions())
                    && rules.size() <= MOST) {
                warnOfEarlierRule(section, rules.get(i), rules.subList(0, i));
            }
        }
        routes.stream().filter(route -> route.line() > 0).forEach(route ->
                warnOfContradiction(sections.named("route", route.name()), route.conditions()));
        warnOfTooMany("route", routes.size());
        if (routes.size() <= MOST) {
            Shadow.among(routes).stream().filter(shadow -> shadow.route().line() > 0)
                    .forEach(this::warnOfShadow);
        }
        warnOfIdleOptions(routes);
    }

    private void warnOfTooMany(String what, int count) {
        if (count > MOST) {
            sections.top().warn("whether a " + what + " is never reached has not been looked at,"
                    + " for there are " + count + "; with " + MOST + " or fewer each is compared"
                    + " with each");
        }
    }

    private void warnOfIdleOptions(List<Route> routes) {
        for (String kind : List.of("firewall", "route")) {
            IdleOptions idle = new IdleOptions(sections.named(kind));
            sections.named(kind).stream().filter(section -> section.entry("path").isEmpty())
                    .forEach(section -> idle.add(section, "ignore-case", "it compares no path",
                            "write " + section.key("path") + " = /api"));
            idle.finish();
        }
        IdleOptions idle = new IdleOptions(sections.named("route"));
        routes.stream().filter(route -> !(route.action() instanceof RouteAction.ToPool))
                .forEach(route -> idle.addAll(sections.named("route", route.name()), "rewrite.",
                        "no server gets a request of this route",
                        "let it lead to a pool"));
        idle.finish();
    }

    private static boolean warnOfContradiction(Section section, Conditions conditions) {
        Optional<String> never = conditions.contradiction();
        never.flatMap(text -> section.like(text.substring(0, text.indexOf(" = "))))
                .ifPresent(entry -> section.warn(entry, isBehindASlash(entry.value())
                        ? "no path matches this, for each begins with a slash; write ~^/"
                                + entry.value().substring(2)
                        : "no request matches this, for all that it includes it excludes as well;"
                                + " take an exclusion away"));
        return never.isPresent();
    }

    private static boolean isBehindASlash(String value) {
        return value.matches("~\\^[^,]*");
    }

    private void warnOfEarlierRule(Section section, Rule rule, List<Rule> before) {
        before.stream().filter(other -> decides(other) && other.conditions()
                        .cover(other.reading(), rule.conditions(), rule.reading()))
                .findFirst().ifPresent(other -> section.warn(section.first(), "this rule is never"
                        + " reached, for \"" + other.name() + "\" (line " + other.line()
                        + ") decides about all that it would match; move it up, or remove it"));
    }

    /** Whether no further rule is tried for what a rule matches. */
    private static boolean decides(Rule rule) {
        return !rule.observe()
                && (rule.action() instanceof Action.Deny || rule.action() instanceof Action.Allow);
    }

    private void warnOfShadow(Shadow shadow) {
        if (shadow.by().isEmpty()) {
            return; // It contradicts itself, which has been said.
        }
        String others = shadow.by().stream().map(route -> route.line() == 0
                        ? "the route to the only pool"
                        : "\"" + route.name() + "\" (line " + route.line() + ")")
                .collect(Collectors.joining(" and "));
        Section section = sections.named("route", shadow.route().name());
        section.warn(section.first(), "this route is never reached, for " + others
                + (shadow.by().size() == 1 ? " takes" : " take") + " all that it would match; give"
                + " it other conditions or a higher priority, or remove it");
    }
}
