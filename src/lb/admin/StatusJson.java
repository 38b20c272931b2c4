package lb.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import lb.admin.Overview.Listening;
import lb.admin.Overview.PoolView;
import lb.firewall.Firewall;
import lb.firewall.Rule;
import lb.observe.Counts;
import lb.observe.Metrics;
import lb.pool.Health;
import lb.pool.Pool;
import lb.pool.Server;
import lb.pool.Standing;
import lb.route.Route;

/** What {@code /api/status} says; the package's page describes the shape. */
final class StatusJson {
    private StatusJson() {}

    static Map<String, Object> of(Overview overview) {
        Instant now = Instant.now();
        List<String> notReady = overview.notReady();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", overview.version());
        all.put("java", System.getProperty("java.runtime.version"));
        all.put("started", overview.started());
        all.put("now", now);
        all.put("uptimeSeconds", Duration.between(overview.started(), now).toSeconds());
        all.put("state", overview.phase().label());
        all.put("ready", notReady.isEmpty());
        all.put("notReady", notReady);
        all.put("file", overview.file());
        all.put("loaded", overview.loaded());
        all.put("inFlight", overview.inFlight());
        all.put("requests", overview.metrics().all().counts().requests());
        all.put("statuses", HistoryJson.statuses(overview.metrics().all().counts()));
        all.put("recent", HistoryJson.recent(overview.history().all()));
        all.put("listeners", overview.listeners().stream().map(StatusJson::listener).toList());
        all.put("pools", overview.pools().stream()
                .map(view -> pool(view, overview)).toList());
        all.put("routes", overview.routes().stream()
                .map(route -> route(route, overview.metrics())).toList());
        all.put("firewall", rules(overview.firewall()));
        all.put("decisions",
                DecisionsJson.of(overview.pools().stream().map(PoolView::pool).toList()));
        return all;
    }

    private static Map<String, Object> listener(Listening listening) {
        Map<String, Object> listener = new LinkedHashMap<>();
        listener.put("scheme", listening.scheme());
        listener.put("address", listening.text());
        return listener;
    }

    private static Map<String, Object> pool(PoolView view, Overview overview) {
        Pool pool = view.pool();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", pool.name());
        json.put("algorithm", view.algorithm());
        json.put("available", pool.available().size());
        json.put("lastResort", pool.isLastResort());
        json.put("inFlight", pool.servers().stream().mapToInt(Server::inFlight).sum());
        json.put("waiting", pool.waiting());
        json.put("queue", view.queue());
        Counts counts = inTotal(overview.metrics()::routes,
                (route, to) -> to.equals(pool.name()));
        json.put("requests", counts.requests());
        json.put("statuses", HistoryJson.statuses(counts));
        json.put("retries", counts.retries());
        json.put("recent", HistoryJson.recent(overview.history().pool(pool.name())));
        json.put("servers", pool.servers().stream()
                .map(server -> server(server, pool, overview)).toList());
        return json;
    }

    /** The counts of all that have such names. */
    private static Counts inTotal(Consumer<Metrics.Visitor> all,
            BiPredicate<String, String> wanted) {
        Counts[] sum = {Counts.NONE};
        all.accept((one, two, traffic) ->
                sum[0] = wanted.test(one, two) ? sum[0].plus(traffic.counts()) : sum[0]);
        return sum[0];
    }

    /** One server of a pool. */
    static Map<String, Object> server(Server server, Pool pool, Overview overview) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", server.name());
        json.put("scheme", server.spec().scheme());
        json.putAll(standing(server.standing()));
        json.put("weight", server.weight());
        json.put("share", share(server, pool.available()));
        json.put("inFlight", server.inFlight());
        json.put("max", server.spec().max());
        json.put("backup", server.spec().backup());
        json.put("requests", server.requests());
        json.put("failures", server.failures());
        json.put("ejections", server.ejections());
        json.put("statuses", HistoryJson.statuses(inTotal(overview.metrics()::servers, (in, name) ->
                in.equals(pool.name()) && name.equals(server.name()))));
        json.put("recent",
                HistoryJson.recent(overview.history().server(pool.name(), server.name())));
        json.put("check", check(server.health()));
        json.put("timeline", server.timeline().stream().map(StatusJson::standing).toList());
        return json;
    }

    private static Map<String, Object> standing(Standing standing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", standing.state().label());
        json.put("reason", standing.reason());
        json.put("since", standing.since());
        return json;
    }

    private static double share(Server server, List<Server> available) {
        double all = available.stream().mapToDouble(Server::share).sum();
        boolean takesRequests = available.contains(server) && all > 0;
        return takesRequests ? Math.round(1000 * server.share() / all) / 1000.0 : 0;
    }

    private static Map<String, Object> check(Health health) {
        Health.Snapshot seen = health.snapshot();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", seen.state().label());
        json.put("reason", seen.reason());
        json.put("since", seen.since());
        json.put("against", seen.against());
        json.put("last", health.checked());
        json.put("transitions", health.transitions());
        json.put("rise", health.rise());
        json.put("fall", health.fall());
        return json;
    }

    private static Map<String, Object> route(Route route, Metrics metrics) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", route.name());
        json.put("line", route.line());
        json.put("conditions", route.conditions().toString());
        json.put("action", route.action().describe());
        Counts counts = inTotal(metrics::routes, (name, pool) -> name.equals(route.name()));
        json.put("requests", counts.requests());
        json.put("statuses", HistoryJson.statuses(counts));
        json.put("last", last(route, metrics));
        return json;
    }

    /** When the latest request took a route; null: never. */
    private static Instant last(Route route, Metrics metrics) {
        long[] last = {0};
        metrics.routes((name, pool, traffic) -> last[0] = name.equals(route.name())
                ? Math.max(last[0], traffic.lastSecond()) : last[0]);
        return last[0] == 0 ? null : Instant.ofEpochSecond(last[0]);
    }

    private static List<Object> rules(Firewall firewall) {
        List<Object> rules = new ArrayList<>();
        for (int i = 0; i < firewall.rules().size(); i++) {
            rules.add(rule(firewall.rules().get(i), firewall.hits(i)));
        }
        return rules;
    }

    private static Map<String, Object> rule(Rule rule, long hits) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", rule.name());
        json.put("line", rule.line());
        json.put("conditions", rule.conditions().toString());
        json.put("action", rule.action().toString());
        json.put("hits", hits);
        json.put("mode", rule.observe() ? "observe" : "enforce");
        return json;
    }
}
