package lb.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lb.match.Conditions;
import lb.rewrite.Rewrite;
import lb.route.Route;
import lb.route.RouteAction;

/** Reads {@code route.NAME.*}. */
final class RouteParser {
    private static final String REWRITE = "rewrite.";
    /** What says where a route leads, one of them for each. */
    static final List<String> ACTIONS = List.of("pool", "redirect", "respond");
    private static final int MOST_PRIORITY = 1_000_000;

    private final Sections sections;
    private final Problems problems;
    private final Set<String> poolsUsed = new HashSet<>();

    RouteParser(Sections sections, Problems problems) {
        this.sections = sections;
        this.problems = problems;
    }

    /** The routes in file order, or the one to the only pool. */
    List<Route> parse() {
        List<Section> named = sections.named("route");
        route(sections.forAll("route"), 0);
        if (named.isEmpty()) {
            return implicit();
        }
        List<Route> routes = new ArrayList<>();
        for (Section section : named) {
            requireOneAction(section);
            route(section, section.first().line()).ifPresent(routes::add);
        }
        if (routes.size() < named.size()) { // Who knows where the others were to lead.
            poolsUsed.addAll(sections.names("pool"));
        }
        if (routes.stream().allMatch(route -> isToHttps(route.action()))
                && sections.named("pool").size() == 1) {
            routes.addAll(implicit()); // Who has been redirected has to arrive somewhere.
        }
        return List.copyOf(routes);
    }

    /** The names of the pools that routes send to, known after {@link #parse}. */
    Set<String> poolsUsed() {
        return poolsUsed;
    }

    private List<Route> implicit() {
        List<Section> pools = sections.named("pool");
        poolsUsed.addAll(sections.names("pool"));
        if (pools.size() == 1) {
            String pool = pools.get(0).name();
            return List.of(new Route("default", 0, 0, Conditions.builder().build(),
                    new RouteAction.ToPool(Map.of(pool, 1)), Rewrite.NONE));
        }
        if (pools.isEmpty()) {
            problems.add(0, "", "there is nothing to serve; write where requests are to go:"
                    + " pool.web.servers = localhost:8081");
        } else {
            Section second = pools.get(1);
            second.problem(second.first(), "there are several pools and no route; write which"
                    + " requests go here: route." + second.name() + ".host = shop.example.com and"
                    + " route." + second.name() + ".pool = " + second.name());
        }
        return List.of();
    }

    /** A route; empty where its action cannot be had, but everything has been read. */
    private Optional<Route> route(Section section, int line) {
        int priority = section.value("priority", Units.integer(-MOST_PRIORITY, MOST_PRIORITY));
        Conditions conditions = RuleParser.conditions(section);
        Rewrite rewrite = rewrite(section);
        return action(section).map(action -> new Route(section.name(), line, priority,
                isToHttps(action) ? conditions.plainHttp() : conditions, action, rewrite));
    }

    private static boolean isToHttps(RouteAction action) {
        return action instanceof RouteAction.Redirect redirect && redirect.isToHttps();
    }

    private Optional<RouteAction> action(Section section) {
        // All are read, so that the mistakes in each are found.
        Optional<RouteAction> pool = action(section, "pool", this::toPool);
        Optional<RouteAction> redirect = action(section, "redirect", RouteAction.Redirect::parse);
        Optional<RouteAction> respond = action(section, "respond", RouteAction.Respond::parse);
        return pool.or(() -> redirect).or(() -> respond);
    }

    /** An action; that of {@code route.*} only where the route has none of its own. */
    private static Optional<RouteAction> action(Section section, String option,
            Section.Parser<RouteAction> parser) {
        boolean overridden = section.own(option).isEmpty()
                && ACTIONS.stream().anyMatch(other -> section.own(other).isPresent());
        return overridden ? Optional.empty() : section.optional(option, parser);
    }

    private RouteAction toPool(String text) {
        RouteAction.ToPool action = RouteAction.ToPool.parse(text);
        poolsUsed.addAll(action.weights().keySet());
        action.weights().keySet().forEach(
                pool -> ConfigParser.requirePool(pool, sections));
        return action;
    }

    private static Rewrite rewrite(Section section) {
        Rewrite.Builder builder = Rewrite.builder();
        for (Entry entry : section.entries()) {
            if (entry.option().startsWith(REWRITE)) {
                String option = entry.option().substring(REWRITE.length());
                section.attempt(entry, entry.value(), value -> builder.add(option, value));
            }
        }
        return builder.build();
    }

    private static void requireOneAction(Section section) {
        List<Entry> own = actions(section::own);
        List<Entry> actions = own.isEmpty() ? actions(section::entry) : own;
        if (actions.isEmpty()) {
            section.problem(section.first(), "the route \"" + section.name() + "\" leads nowhere;"
                    + " write " + section.key("pool") + ", " + section.key("redirect") + " or "
                    + section.key("respond"));
        } else if (actions.size() > 1) {
            section.problem(actions.get(1), "the route \"" + section.name() + "\" has a "
                    + actions.get(0).option() + " in line " + actions.get(0).line()
                    + " already; keep one of the two");
        }
    }

    private static List<Entry> actions(Function<String, Optional<Entry>> entry) {
        return ACTIONS.stream().flatMap(option -> entry.apply(option).stream())
                .sorted(Comparator.comparingInt(Entry::line)).toList();
    }
}
