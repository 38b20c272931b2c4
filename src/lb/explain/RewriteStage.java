package lb.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lb.config.Config;
import lb.config.Written.Item;
import lb.explain.Explanation.Stage;
import lb.explain.Explanation.Step;
import lb.http.Headers;
import lb.http.Request;
import lb.pool.Pool;
import lb.proxy.DryRun;
import lb.rewrite.Rewrite;
import lb.route.Route;

/** What lb and the route change in a request, one line of the file after the other. */
final class RewriteStage {
    private static final String PREFIX = "rewrite.";

    /** The order in which rewrites have their effect, by what their options begin with. */
    private static final List<String> ORDER = List.of("path.strip", "path.prepend", "path.replace",
            "param.remove", "param.set", "param.add", "request.header.remove", "request.header.set",
            "request.header.add", "cookie.remove", "cookie.set", "host", "response.");

    private final Config config;
    private final DryRun dryRun;
    private final Request request;
    private final Route route;
    private final Pool pool;
    private final String server;
    private final Request outbound;

    /** The rewrites of a route for a server of a pool. */
    RewriteStage(Config config, DryRun dryRun, Request request, Route route, Pool pool,
            String server) {
        this.config = config;
        this.dryRun = dryRun;
        this.request = request;
        this.route = route;
        this.pool = pool;
        this.server = server;
        this.outbound = dryRun.outbound(request);
    }

    Stage tell() {
        List<Step> steps = new ArrayList<>();
        Request before = rewritten(List.of());
        steps.add(new Step(0, "lb's own", "", changes(request, before)));
        List<Item> done = new ArrayList<>();
        for (Item item : rewrites()) {
            done.add(item);
            String option = item.option().substring(PREFIX.length());
            if (option.startsWith("response.")) {
                steps.add(step(item, option, "", List.of("for the answer")));
                continue;
            }
            Request after = rewritten(done);
            List<String> changes = changes(before, after);
            steps.add(step(item, option, changes.isEmpty() ? "changes nothing" : "", changes));
            before = after;
        }
        return new Stage("rewrite", steps, before.method() + " " + before.target() + ", Host: "
                + before.authority());
    }

    private static Step step(Item item, String option, String answer, List<String> changes) {
        return new Step(item.line(), option + " = " + item.value(), answer, changes);
    }

    private List<Item> rewrites() {
        return config.written().about("route", route.name()).stream()
                .filter(item -> item.option().startsWith(PREFIX))
                .sorted(Comparator.comparingInt(RewriteStage::order)).toList();
    }

    private static int order(Item item) {
        String option = item.option().substring(PREFIX.length());
        for (int i = 0; i < ORDER.size(); i++) {
            if (option.startsWith(ORDER.get(i))) {
                return i;
            }
        }
        return ORDER.size();
    }

    /** The request as the server gets it, when only these were said. */
    private Request rewritten(List<Item> items) {
        Rewrite.Builder some = Rewrite.builder();
        for (Item item : items) {
            some.add(item.option().substring(PREFIX.length()), item.value());
        }
        return sent(new Route(route.name(), route.line(), route.priority(), route.conditions(),
                route.action(), some.build()));
    }

    /** The request as the server gets it. */
    Request sent() {
        return sent(route);
    }

    private Request sent(Route route) {
        Request prepared = pool.strip(dryRun.rewrite(outbound, route));
        return dryRun.address(prepared, request, route, server);
    }

    private static List<String> changes(Request before, Request after) {
        List<String> changes = new ArrayList<>();
        if (!before.target().equals(after.target())) {
            changes.add(before.target() + " -> " + after.target());
        }
        if (!before.authority().equals(after.authority())) {
            changes.add("Host: " + before.authority() + " -> " + after.authority());
        }
        List<String> old = lines(before.headers());
        List<String> now = lines(after.headers());
        List<String> gone = new ArrayList<>(old);
        now.forEach(gone::remove);
        List<String> come = new ArrayList<>(now);
        old.forEach(come::remove);
        gone.forEach(line -> changes.add("- " + Reasons.shown(line)));
        come.forEach(line -> changes.add("+ " + Reasons.shown(line)));
        return changes;
    }

    /** But for the Host, which is the authority. */
    private static List<String> lines(Headers headers) {
        return headers.toString().lines()
                .filter(line -> !line.regionMatches(true, 0, "Host:", 0, 5)).toList();
    }
}
