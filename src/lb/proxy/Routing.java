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

    /** It goes no further: lb answers for itself. */
    sealed interface Ended extends Routing {
        /** What the client is answered with. */
        int status();

        /** Why, in one line, as the access log has it. */
        String reason();
    }

    /** It has been through this lb before. */
    record Looped(Request request) implements Ended {
        @Override
        public int status() {
            return 508;
        }

        @Override
        public String reason() {
            return "came through here before (Via)";
        }

        @Override
        public List<Rule> observed() {
            return List.of();
        }
    }

    /** The firewall stops it. */
    record Stopped(Request request, Verdict.Stop verdict) implements Ended {
        @Override
        public int status() {
            return verdict.status();
        }

        @Override
        public String reason() {
            return verdict.reason();
        }

        @Override
        public List<Rule> observed() {
            return verdict.observed();
        }
    }

    /** It may pass, but no route wants it. */
    record Unrouted(Request request, Verdict.Pass verdict) implements Ended {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public String reason() {
            return "no route";
        }

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
