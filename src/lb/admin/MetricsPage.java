package lb.admin;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import lb.admin.Overview.PoolView;
import lb.firewall.Firewall;
import lb.match.Regex;
import lb.observe.Counts;
import lb.pool.Pool;
import lb.pool.Server;
import lb.pool.ServerState;

/** What {@code /metrics} says. Labels are names of the configuration, never what a client sent. */
final class MetricsPage {
    /** Milliseconds; each the bound of one of the buckets that are counted in. */
    private static final double[] BOUNDS = {0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500,
        5000, 10_000, 30_000, 60_000};
    private static final long NANOS = 1_000_000;

    private final PrometheusText text = new PrometheusText();
    private final Overview lb;
    private final Map<String[], Counts> routes = new LinkedHashMap<>(); // by their labels
    private final Map<String[], Counts> servers = new LinkedHashMap<>();

    private MetricsPage(Overview lb) {
        this.lb = lb;
        Map<String, Runnable> sorted = new TreeMap<>();
        lb.metrics().routes((route, pool, traffic) -> sorted.put("r " + route + " " + pool,
                () -> routes.put(new String[] {"route", route, "pool", pool}, traffic.counts())));
        lb.metrics().servers((pool, server, traffic) -> sorted.put("s " + pool + " " + server,
                () -> servers.put(labels(pool, server), traffic.counts())));
        sorted.values().forEach(Runnable::run);
    }

    private static String[] labels(String pool, String server) {
        return new String[] {"pool", pool, "server", server};
    }

    static String of(Overview overview) {
        MetricsPage page = new MetricsPage(overview);
        page.requests();
        page.pools();
        page.servers();
        page.rules();
        page.process();
        JvmMetrics.addTo(page.text);
        return page.text.toString();
    }

    private void requests() {
        text.counter("lb_requests_total", "Requests that have ended, by class of the status; 499:"
                + " the client went away before its answer.");
        routes.forEach((labels, counts) -> statuses(counts, labels));
        text.histogram("lb_request_duration_seconds",
                "From a request's head to the last byte of its answer.");
        routes.forEach((labels, counts) -> durations(counts, labels));
        each("lb_request_bytes_total", "Bytes of request bodies.", Counts::bytesReceived);
        each("lb_response_bytes_total", "Bytes of response bodies.", Counts::bytesSent);
        each("lb_retries_total", "Further servers tried.", Counts::retries);
        text.gauge("lb_requests_in_flight", "Requests being served.").add(lb.inFlight());
        text.counter("lb_server_requests_total",
                "Requests by the server that was tried last, and the status the client got.");
        servers.forEach((labels, counts) -> statuses(counts, labels));
        text.histogram("lb_server_duration_seconds", "Spent waiting for servers.");
        servers.forEach((labels, counts) -> durations(counts, labels));
    }

    private void each(String name, String help, ToDoubleFunction<Counts> value) {
        text.counter(name, help);
        routes.forEach((labels, counts) -> text.add(value.applyAsDouble(counts), labels));
    }

    private void statuses(Counts counts, String... labels) {
        counts.codes((code, count) -> text.add(count, with(labels, "code", code)));
    }

    private void durations(Counts counts, String... labels) {
        for (double bound : BOUNDS) {
            text.addTo("_bucket", counts.within((long) (bound * NANOS)),
                    with(labels, "le", PrometheusText.number(bound / 1000)));
        }
        text.addTo("_bucket", counts.requests(), with(labels, "le", "+Inf"));
        text.addTo("_sum", counts.seconds(), labels);
        text.addTo("_count", counts.requests(), labels);
    }

    private static String[] with(String[] labels, String name, String value) {
        String[] more = Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = name;
        more[labels.length + 1] = value;
        return more;
    }

    private void pools() {
        eachPool("lb_pool_available_servers", "Servers that new requests go to.",
                pool -> pool.available().size());
        eachPool("lb_pool_waiting_requests", "Requests in the queue.", Pool::waiting);
        eachPool("lb_pool_last_resort", "1 while only ejected servers are left and used.",
                pool -> pool.isLastResort() ? 1 : 0);
    }

    private void eachPool(String name, String help, ToDoubleFunction<Pool> value) {
        text.gauge(name, help);
        for (PoolView view : lb.pools()) {
            text.add(value.applyAsDouble(view.pool()), "pool", view.pool().name());
        }
    }

    private void servers() {
        text.gauge("lb_server_state", "1 for the state that a server is in, 0 for the others.");
        for (PoolView view : lb.pools()) {
            for (Server server : view.pool().servers()) {
                ServerState now = server.standing().state();
                for (ServerState state : ServerState.values()) {
                    text.add(state == now ? 1 : 0, with(labels(view.pool().name(), server.name()),
                            "state", state.label()));
                }
            }
        }
        text.gauge("lb_server_weight", "As configured, or given by hand.");
        eachServer(Server::weight);
        text.gauge("lb_server_in_flight", "Requests sent and not yet answered in full.");
        eachServer(Server::inFlight);
        text.counter("lb_server_attempts_total", "Times it was chosen, retries included.");
        eachServer(Server::requests);
        text.counter("lb_server_failures_total", "Times it gave no answer, or a status of 5xx.");
        eachServer(Server::failures);
        text.counter("lb_server_ejections_total", "Times it was ejected for failing requests.");
        eachServer(Server::ejections);
        text.counter("lb_server_health_transitions_total", "Changes of what its checks say.");
        eachServer(server -> server.health().transitions());
    }

    private void eachServer(ToDoubleFunction<Server> value) {
        for (PoolView view : lb.pools()) {
            for (Server server : view.pool().servers()) {
                text.add(value.applyAsDouble(server), labels(view.pool().name(), server.name()));
            }
        }
    }

    private void rules() {
        text.counter("lb_firewall_hits_total",
                "Requests a rule has decided about, or would have in mode observe.");
        Firewall firewall = lb.firewall();
        for (int i = 0; i < firewall.rules().size(); i++) {
            var rule = firewall.rules().get(i);
            text.add(firewall.hits(i), "rule", rule.name(),
                    "action", rule.action().toString().split(" ")[0],
                    "mode", rule.observe() ? "observe" : "enforce");
        }
        text.counter("lb_regex_given_up_total", "Matches given up after too many steps.")
                .add(Regex.givenUp());
    }

    private void process() {
        text.counter("lb_reloads_total", "Readings of the file that changed something, or failed.")
                .add(lb.totals().reloads(), "result", "applied")
                .add(lb.totals().reloadsRefused(), "result", "refused");
        text.counter("lb_log_lines_dropped_total", "Lines of the access log that were lost.")
                .add(lb.totals().logLinesDropped());
        if (lb.totals().connections() >= 0) {
            text.gauge("lb_client_connections", "Connections of clients.")
                    .add(lb.totals().connections());
        }
        text.gauge("lb_listener_info", "1 for each address that clients connect to.");
        lb.listeners().forEach(one ->
                text.add(1, "scheme", one.scheme(), "address", one.text()));
        text.gauge("lb_ready", "1 when /health/ready answers 200.")
                .add(lb.notReady().isEmpty() ? 1 : 0);
        text.gauge("lb_build_info", "1; which lb on which Java.").add(1, "version", lb.version(),
                "java", System.getProperty("java.runtime.version"));
    }
}
