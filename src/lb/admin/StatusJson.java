package lb.admin;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lb.admin.Overview.Listening;
import lb.admin.Overview.PoolView;
import lb.firewall.Rule;
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
        all.put("listeners", overview.listeners().stream().map(StatusJson::listener).toList());
        all.put("pools", overview.pools().stream().map(StatusJson::pool).toList());
        all.put("routes", overview.routes().stream().map(StatusJson::route).toList());
        all.put("firewall", overview.firewall().rules().stream().map(StatusJson::rule).toList());
        return all;
    }

    private static Map<String, Object> listener(Listening listening) {
        Map<String, Object> listener = new LinkedHashMap<>();
        listener.put("scheme", listening.scheme());
        listener.put("address", text(listening.address()));
        return listener;
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static Map<String, Object> pool(PoolView view) {
        Pool pool = view.pool();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", pool.name());
        json.put("algorithm", view.algorithm());
        json.put("available", pool.available().size());
        json.put("lastResort", pool.isLastResort());
        json.put("inFlight", pool.servers().stream().mapToInt(Server::inFlight).sum());
        json.put("waiting", pool.waiting());
        json.put("queue", view.queue());
        json.put("servers", pool.servers().stream().map(server -> server(server, pool)).toList());
        return json;
    }

    /** One server of a pool. */
    static Map<String, Object> server(Server server, Pool pool) {
        Standing standing = server.standing();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", server.name());
        json.put("state", standing.state().label());
        json.put("reason", standing.reason());
        json.put("since", standing.since());
        json.put("weight", server.weight());
        json.put("share", share(server, pool.available()));
        json.put("inFlight", server.inFlight());
        json.put("max", server.spec().max());
        json.put("backup", server.spec().backup());
        json.put("requests", server.requests());
        json.put("check", check(server.health()));
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
        json.put("rise", health.rise());
        json.put("fall", health.fall());
        return json;
    }

    private static Map<String, Object> route(Route route) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", route.name());
        json.put("line", route.line());
        json.put("conditions", route.conditions().toString());
        json.put("action", route.action().describe());
        return json;
    }

    private static Map<String, Object> rule(Rule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", rule.name());
        json.put("line", rule.line());
        json.put("conditions", rule.conditions().toString());
        json.put("action", rule.action().toString());
        json.put("mode", rule.observe() ? "observe" : "enforce");
        return json;
    }
}
