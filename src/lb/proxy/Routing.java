package lb.proxy;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lb.firewall.Firewall;
import lb.firewall.Rule;
import lb.firewall.Verdict;
import lb.http.Request;
import lb.route.Route;
import lb.route.Router;

/** What firewall and router make of a request: the first two stages, for real and for dry runs. */
public sealed interface Routing extends DryRun.Outcome {
    /** The request it is about. */
    Request request();

    /** Rules that only observe and would have stopped it. */
    List<Rule> observed();

    /** It has been through this lb before: 508. */
    record Looped(Request request) implements Routing {
        @Override
        public List<Rule> observed() {
            return List.of();
        }
    }

    /** The firewall stops it. */
    record Stopped(Request request, Verdict.Stop verdict) implements Routing {
        @Override
        public List<Rule> observed() {
            return verdict.observed();
        }
    }

    /** It may pass, but no route wants it: 404. */
    record Unrouted(Request request, Verdict.Pass verdict) implements Routing {
        @Override
        public List<Rule> observed() {
            return verdict.observed();
        }
    }

    /** It may pass, and the route's action follows. */
    record Routed(Request request, Verdict.Pass verdict, Route route) implements Routing {
        @Override
        public List<Rule> observed() {
            return verdict.observed();
        }
    }

    /** The firewall's part: {@link Firewall#check}, or {@link Firewall#peek} to count nothing. */
    @FunctionalInterface
    interface Guard {
        /** What the firewall says. */
        Verdict check(Request request, Supplier<String> route, long nanoTime);
    }

    /** Decides. */
    static Routing of(Request request, ProxySettings settings, Guard firewall, Router router) {
        if (settings.via().isPresent() && Via.contains(request.headers(), settings.via().get())) {
            return new Looped(request);
        }
        Verdict verdict = firewall.check(request,
                () -> router.route(request).map(Route::name).orElse(""), Deadline.now() + 1);
        return switch (verdict) {
            case Verdict.Stop stop -> new Stopped(request, stop);
            case Verdict.Pass pass -> {
                Optional<Route> route = router.route(request);
                yield route.isEmpty() ? new Unrouted(request, pass)
                        : new Routed(request, pass, route.get());
            }
        };
    }
}
