package lb.config;

import java.util.List;
import java.util.Optional;
import lb.config.Config.PoolConfig;
import lb.config.SelfTest.End;
import lb.firewall.Rule;
import lb.http.Headers;
import lb.http.Request;
import lb.match.Conditions;
import lb.proxy.DryRun;
import lb.proxy.DryRun.Outcome;
import lb.proxy.Routing.Ended;
import lb.proxy.Routing.Routed;
import lb.proxy.Routing.Stopped;
import lb.proxy.Routing.Unrouted;
import lb.route.Route;
import lb.route.RouteAction;

/**
 * Runs the tests that a file holds of itself, on the stages that would serve it. A wrong one is a
 * problem like any other: nothing starts with it, and no reload takes place.
 */
final class SelfTests {
    private final Config config;
    private final DryRun dryRun;

    private SelfTests(Config config) {
        this.config = config;
        this.dryRun = config.dryRun();
    }

    /**
     * Runs all tests of a file without problems.
     *
     * @param top where they stand
     */
    static void run(Config config, Section top) {
        if (config.tests().isEmpty()) {
            return;
        }
        SelfTests tests = new SelfTests(config);
        for (Config.Test test : config.tests()) {
            tests.judge(SelfTest.parse(test.text())).ifPresent(complaint ->
                    top.problem(top.own("test." + test.name()).orElseThrow(), complaint));
        }
    }

    /** What is wrong; empty when the test has passed. */
    private Optional<String> judge(SelfTest test) {
        Outcome outcome = dryRun.run(test.question());
        boolean fits = fits(test.end(), outcome)
                && (test.rule().isEmpty() || test.rule().equals(rule(outcome).map(Rule::name)))
                && (test.route().isEmpty() || test.route().equals(route(outcome)));
        if (!fits) {
            return Optional.of("this expects " + expected(test) + ", but gets " + got(outcome)
                    + wanted(test, outcome) + "; correct the one or the other");
        }
        return outcome instanceof Routed routed && test.end() instanceof End.Pool pool
                ? judge(test, routed, config.pools().get(pool.name())) : Optional.empty();
    }

    private boolean fits(End end, Outcome outcome) {
        RouteAction action = outcome instanceof Routed routed ? routed.route().action() : null;
        return switch (end) {
            case End.Pool pool -> action instanceof RouteAction.ToPool toPool
                    && toPool.choose(((Routed) outcome).request()).equals(pool.name());
            case End.Status status -> status(outcome) == status.status();
            case End.Respond respond -> action instanceof RouteAction.Respond
                    && status(outcome) == respond.status();
            case End.Redirect redirect -> action instanceof RouteAction.Redirect
                    && (redirect.status() == 0 || redirect.status() == status(outcome))
                    && redirect.location().equals(location((Routed) outcome));
        };
    }

    /** The status lb answers with; 0 when a server is asked. */
    private static int status(Outcome outcome) {
        return switch (outcome) {
            case DryRun.Refused refused -> refused.status();
            case Ended ended -> ended.status();
            case Routed routed -> switch (routed.route().action()) {
                case RouteAction.ToPool toPool -> 0;
                case RouteAction.Redirect redirect -> redirect.status();
                case RouteAction.Respond respond -> respond.status();
            };
        };
    }

    private static String location(Routed routed) {
        return ((RouteAction.Redirect) routed.route().action())
                .locate(routed.request(), routed.route().name());
    }

    private static Optional<Rule> rule(Outcome outcome) {
        return outcome instanceof Stopped stopped ? Optional.of(stopped.verdict().rule())
                : Optional.empty();
    }

    private static Optional<String> route(Outcome outcome) {
        return outcome instanceof Routed routed ? Optional.of(routed.route().name())
                : Optional.empty();
    }

    private static String expected(SelfTest test) {
        return test.end() + test.route().map(name -> " by route \"" + name + "\"").orElse("")
                + test.rule().map(name -> " by rule \"" + name + "\"").orElse("");
    }

    /** What became of it, and why. */
    private static String got(Outcome outcome) {
        return switch (outcome) {
            case DryRun.Refused refused -> refused.status() + ", " + refused.reason();
            case Stopped stopped -> stopped.status() + " by rule "
                    + named(stopped.verdict().rule());
            case Ended ended -> ended.status() + ", " + ended.reason();
            case Routed routed -> switch (routed.route().action()) {
                case RouteAction.ToPool toPool -> "pool " + toPool.choose(routed.request());
                case RouteAction.Redirect redirect ->
                    "redirect " + redirect.status() + " " + location(routed);
                case RouteAction.Respond respond -> "respond " + respond.status();
            } + " by route " + named(routed.route());
        };
    }

    private static String named(Rule rule) {
        return "\"" + rule.name() + "\" (line " + rule.line() + ")";
    }

    private static String named(Route route) {
        return "\"" + route.name() + "\"" + (route.line() == 0 ? "" : " (line " + route.line()
                + ")");
    }

    /** Why the route that was wanted did not take it, where it is clear which one that is. */
    private String wanted(SelfTest test, Outcome outcome) {
        Request request = switch (outcome) {
            case Routed routed -> routed.request();
            case Unrouted unrouted -> unrouted.request();
            default -> null; // Routes were not asked.
        };
        if (outcome instanceof Routed routed && leadsTo(test.end(), routed.route())) {
            return ", for its split gives this client to "
                    + ((RouteAction.ToPool) routed.route().action()).choose(request);
        }
        List<Route> routes = request == null ? List.of() : config.routes().stream()
                .filter(route -> test.route().isEmpty() ? leadsTo(test.end(), route)
                        : test.route().get().equals(route.name()))
                .filter(route -> !Optional.of(route.name()).equals(route(outcome))).toList();
        if (routes.size() != 1) {
            return "";
        }
        return ", for route " + named(routes.get(0)) + routes.get(0).conditions()
                .mismatch(request).map(option -> " wants " + option)
                .orElse(" matches too but comes later");
    }

    private static boolean leadsTo(End end, Route route) {
        return end instanceof End.Pool pool && route.action() instanceof RouteAction.ToPool toPool
                && toPool.weights().containsKey(pool.name());
    }

    /** What is wrong with the request that the pool's first server would get. */
    private Optional<String> judge(SelfTest test, Routed routed, PoolConfig pool) {
        if (test.path().isEmpty() && test.fields().isEmpty()) {
            return Optional.empty();
        }
        Request outgoing = outgoing(routed, pool);
        String path = test.path().orElse("");
        String target = path.contains("?") ? outgoing.target() : outgoing.path();
        if (test.path().isPresent() && !path.equals(target)) {
            return Optional.of(wrongRequest("path " + path, "path " + target, routed));
        }
        for (Conditions field : test.fields()) {
            if (!field.match(outgoing)) {
                String name = field.toString().replaceFirst("(?s)header\\.(\\S+) = .*", "$1");
                List<String> values = outgoing.headers().all(name);
                return Optional.of(wrongRequest(field.toString(), values.isEmpty()
                        ? "no such field" : "\"" + String.join(", ", values) + "\"", routed));
            }
        }
        return Optional.empty();
    }

    private static String wrongRequest(String expected, String got, Routed routed) {
        return "this expects the server to see " + expected + ", but it gets " + got
                + " by route " + named(routed.route()) + "; correct the one or the other";
    }

    private Request outgoing(Routed routed, PoolConfig pool) {
        Request prepared = dryRun.prepare(routed.request(), routed.route());
        Request stripped = pool.session().map(session -> session.strip(prepared)).orElse(prepared);
        String server = pool.servers().isEmpty() ? pool.discoveries().get(0).toString()
                : pool.servers().get(0).name();
        Request request =
                dryRun.address(stripped, routed.request(), routed.route(), server);
        Headers.Builder fields = request.headers().toBuilder();
        return request.withHeaders(fields.set("Host", request.authority()).build());
    }
}
