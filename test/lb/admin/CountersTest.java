package lb.admin;

import static lb.testing.RawServer.head;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lb.testing.Backend;
import lb.testing.Eventually;
import lb.testing.LbProcess;
import lb.testing.RawClient;
import lb.testing.RawServer;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/**
 * One of everything that can become of a request, and then every counter there is, compared with
 * what was counted here. A counter that is new and not compared fails.
 */
final class CountersTest extends Scenario {
    private static final String FILE = """
            timeout.request            = 300ms
            pool.ok.servers            = ${a}
            pool.ok.outlier.failures   = 0
            pool.ok.retry.attempts     = 0
            pool.again.servers         = ${x}, ${y}
            pool.again.algorithm       = first
            pool.again.outlier.failures = 3
            pool.again.outlier.eject   = 1h
            pool.again.retry.on        = 503
            pool.line.servers          = ${held} max=1
            pool.line.queue            = 1
            pool.slow.servers          = ${slow}
            pool.slow.timeout.response = 200ms
            pool.down.servers          = ${a} weight=0
            pool.checked.servers       = ${sick}
            pool.*.health              = off
            pool.checked.health        = on
            pool.checked.health.path   = /healthz
            pool.checked.health.interval = 100ms
            pool.checked.health.timeout = 100ms
            pool.checked.health.fall   = 1
            pool.checked.health.rise   = 1
            route.ok.path              = /ok
            route.ok.pool              = ok
            route.again.path           = /again
            route.again.pool           = again
            route.line.path            = /line
            route.line.pool            = line
            route.slow.path            = /slow
            route.slow.pool            = slow
            route.down.path            = /down
            route.down.pool            = down
            route.moved.path           = /moved
            route.moved.redirect       = 301 /
            route.said.path            = /said
            route.said.respond         = 200 hello
            firewall.no.path           = /no
            firewall.no.action         = deny
            firewall.few.path          = /ok/few
            firewall.few.action        = limit 1/m burst 2
            firewall.perhaps.path      = /ok/perhaps
            firewall.perhaps.action    = deny
            firewall.perhaps.mode      = observe
            firewall.hard.param.q      = ~^(a|aa)+$
            firewall.hard.action       = deny 404
            admin                      = 127.0.0.1:0
            """;
    /** What is no counter, and checked elsewhere or not at all. */
    private static final Set<String> GAUGES = Set.of("lb_requests_in_flight",
            "lb_pool_available_servers", "lb_pool_waiting_requests", "lb_pool_last_resort",
            "lb_server_state", "lb_server_weight", "lb_server_in_flight", "lb_client_connections",
            "lb_ready", "lb_build_info", "lb_listener_info", "process_start_time_seconds",
            "process_open_fds", "jvm_threads_current", "jvm_memory_used_bytes",
            "jvm_memory_committed_bytes", "jvm_memory_max_bytes");
    /** What the JVM counts, which nobody can foretell. */
    private static final Set<String> OF_THE_JVM = Set.of("process_cpu_seconds_total",
            "jvm_gc_collections_total", "jvm_gc_collection_seconds_total");

    private final Map<String, Long> sent = new TreeMap<>(); // bytes of answers, by route and pool
    private final Map<String, Long> requests = new TreeMap<>(); // by route, pool and class
    private final Set<String> compared = new TreeSet<>();
    private LbProcess lb;
    private Exposition metrics;

    /** Sends it so often and takes in what is to be counted for it. */
    private void send(String method, String target, int times, int status, String route,
            String pool, String body) {
        for (int i = 0; i < times; i++) {
            var call = lb.call(method, target);
            var answer = (body.isEmpty() ? call : call.body(body)).send();
            assertEquals(status, answer.status(), target);
            String code = status > 599 ? "other" : status / 100 + "xx";
            took(route, pool, code, 1, answer.body().length);
        }
    }

    private void took(String route, String pool, String code, int times, long bytes) {
        requests.merge("{code=" + code + ", pool=" + pool + ", route=" + route + "}",
                (long) times, Long::sum);
        sent.merge("{pool=" + pool + ", route=" + route + "}", bytes, Long::sum);
    }

    private String server(String pool, String name) {
        return "{pool=" + pool + ", server=" + variables().get(name) + "}";
    }

    /** The samples of a counter that are above 0, against {@code {labels} value} lines. */
    private void compare(String name, String... samples) {
        compared.add(name);
        assertEquals(List.of(samples).stream().sorted().collect(Collectors.joining("\n")),
                metrics.all(name).lines().filter(line -> !line.endsWith(" 0"))
                        .collect(Collectors.joining("\n")), name);
    }

    private static String[] lines(Map<String, Long> counts) {
        return counts.entrySet().stream().filter(one -> one.getValue() > 0)
                .map(one -> one.getKey() + " " + one.getValue()).toArray(String[]::new);
    }

    @Test
    void everyCounterIsWhatWasCounted() {
        backend("a").answersAt("/ok/four", 404).answersAt("/ok/five", 500)
                .answersAt("/ok/three", 302).answersAt("/ok/odd", 999);
        backend("x").answers(503);
        backend("y");
        backend("sick").answers(500);
        Backend held = backend("held").holds();
        rawServer("slow").script(head(), RawServer.hang());
        lb = startProcess(FILE); // What the JDK refuses is only heard of in a process of its own.
        sendToServers();
        sendToNobody();
        standInLine(held);
        goAway(held);
        assertEquals(200, reload(FILE.replace("/moved", "/went")));
        assertEquals(422, reload(FILE.replace("= first", "= nonsense")));
        Eventually.await("all requests", () -> {
            metrics = Exposition.parse(lb.admin("GET", "/metrics").send().text());
            return metrics.all("lb_requests_total").lines().filter(line -> !line.endsWith(" 0"))
                    .count() >= requests.size();
        });
        compareRequests();
        compareServers();
        compareRules();
        compare("lb_reloads_total", "{result=applied} 1", "{result=refused} 1");
        compare("lb_log_lines_dropped_total");
        Set<String> missing = new TreeSet<>(metrics.counted());
        missing.removeAll(OF_THE_JVM);
        assertEquals(missing, compared);
        Set<String> unknown = new TreeSet<>(metrics.gauges());
        unknown.removeAll(GAUGES);
        assertEquals(Set.of(), unknown, "counter, or gauge to be named above?");
    }

    private int reload(String file) {
        lb.replace(file);
        return lb.admin("POST", "/api/reload").header("Content-Type", "application/json").send()
                .status();
    }

    private void sendToServers() {
        send("GET", "/ok", 5, 200, "ok", "ok", "");
        send("POST", "/ok", 2, 200, "ok", "ok", "12345");
        send("GET", "/ok/three", 2, 302, "ok", "ok", "");
        send("GET", "/ok/four", 3, 404, "ok", "ok", "");
        send("GET", "/ok/five", 4, 500, "ok", "ok", "");
        send("GET", "/ok/odd", 2, 999, "ok", "ok", "");
        send("GET", "/ok/perhaps", 4, 200, "ok", "ok", "");
        send("GET", "/ok/few", 2, 200, "ok", "ok", "");
        send("GET", "/ok/few", 3, 429, "", "", "");
        send("GET", "/again", 5, 200, "again", "again", "");
        send("GET", "/slow", 1, 504, "slow", "slow", "");
    }

    private void sendToNobody() {
        send("GET", "/down", 2, 503, "down", "down", "");
        send("GET", "/moved", 2, 301, "moved", "", "");
        send("GET", "/said", 3, 200, "said", "", "");
        send("GET", "/no", 3, 403, "", "", "");
        send("GET", "/nowhere", 2, 404, "", "", "");
        send("GET", "/ok/a%2Fb", 2, 400, "", "", ""); // Refused by lb.
        send("GET", "/?q=" + "a".repeat(5000) + "!", 1, 404, "", "", "");
        for (String line : List.of("GET /%zz HTTP/1.1", "GET /| HTTP/1.1", "nonsense")) {
            try (RawClient client = lb.connect()) { // Refused by the JDK: no page of ours.
                assertEquals(400, client.head(line, "Host: a").read().status());
            }
            took("", "", "4xx", 1, 0);
        }
        try (RawClient client = lb.connect()) {
            client.send("GET / HTTP/1.1\r\nHo").awaitEnd(); // Until timeout.request.
        }
        took("", "", "4xx", 1, 0);
    }

    /** One is being served, one waits, and a third finds no place. */
    private void standInLine(Backend held) {
        RawClient first = closeLater(lb.connect()).head("GET /line HTTP/1.1", "Host: a");
        held.awaitHeld(1);
        RawClient second = closeLater(lb.connect()).head("GET /line HTTP/1.1", "Host: a");
        Eventually.await("one in line", () -> Exposition.parse(lb.admin("GET", "/metrics").send()
                .text()).value("lb_pool_waiting_requests{pool=line}") == 1);
        send("GET", "/line", 1, 503, "line", "line", "");
        held.release();
        for (RawClient client : List.of(first, second)) {
            took("line", "line", "2xx", 1, client.read().body().length);
        }
    }

    /** The client does not wait for its answer. */
    private void goAway(Backend held) {
        RawClient client = lb.connect();
        held.holds();
        client.head("GET /line HTTP/1.1", "Host: a");
        held.awaitHeld(1);
        client.reset();
        held.release();
        took("line", "line", "499", 1, 0);
    }

    /** Nobody waits for a sample in vain: what a label may say has been seen here. */
    private void everyCodeHasComeUp() {
        for (String name : List.of("lb_requests_total", "lb_server_requests_total")) {
            Map<String, Long> codes = new TreeMap<>();
            metrics.all(name).lines().forEach(line -> codes.merge(
                    line.replaceFirst(".*code=(\\w+).*", "$1"),
                    Long.valueOf(line.substring(line.lastIndexOf(' ') + 1)), Long::sum));
            assertEquals(Set.of("2xx", "3xx", "4xx", "5xx", "499", "other"), codes.keySet());
            assertEquals(List.of(), codes.keySet().stream().filter(code -> codes.get(code) == 0)
                    .toList());
        }
    }

    private void compareRequests() {
        everyCodeHasComeUp();
        compare("lb_requests_total", lines(requests));
        compare("lb_response_bytes_total", lines(sent));
        compare("lb_request_bytes_total", "{pool=ok, route=ok} 10");
        compare("lb_retries_total", "{pool=again, route=again} 3");
        Map<String, Long> all = new TreeMap<>();
        requests.forEach((key, count) ->
                all.merge(key.replaceFirst("code=\\w+, ", ""), count, Long::sum));
        compare("lb_request_duration_seconds_count", lines(all));
        compared.remove("lb_request_duration_seconds_count");
        compared.add("lb_request_duration_seconds"); // The reader adds its buckets up.
    }

    private void compareServers() {
        compare("lb_server_attempts_total", server("ok", "a") + " 24",
                server("again", "x") + " 3", server("again", "y") + " 5",
                server("line", "held") + " 3", server("slow", "slow") + " 1");
        compare("lb_server_failures_total", server("ok", "a") + " 4", server("again", "x") + " 3",
                server("slow", "slow") + " 1");
        compare("lb_server_ejections_total", server("again", "x") + " 1");
        compare("lb_server_health_transitions_total", server("checked", "sick") + " 1");
        compare("lb_server_requests_total", lines(Map.of(
                "{code=other, " + server("ok", "a").substring(1), 2L,
                "{code=499, " + server("line", "held").substring(1), 1L,
                "{code=2xx, " + server("ok", "a").substring(1), 13L,
                "{code=3xx, " + server("ok", "a").substring(1), 2L,
                "{code=4xx, " + server("ok", "a").substring(1), 3L,
                "{code=5xx, " + server("ok", "a").substring(1), 4L,
                "{code=2xx, " + server("again", "y").substring(1), 5L,
                "{code=2xx, " + server("line", "held").substring(1), 2L,
                "{code=5xx, " + server("slow", "slow").substring(1), 1L)));
        compare("lb_server_duration_seconds_count", server("ok", "a") + " 24",
                server("again", "y") + " 5", server("line", "held") + " 3",
                server("slow", "slow") + " 1");
        compared.remove("lb_server_duration_seconds_count");
        compared.add("lb_server_duration_seconds");
    }

    private void compareRules() {
        compare("lb_firewall_hits_total", "{action=deny, mode=enforce, rule=no} 3",
                "{action=deny, mode=observe, rule=perhaps} 4",
                "{action=limit, mode=enforce, rule=few} 3",
                "{action=deny, mode=enforce, rule=hard} 1");
        compare("lb_regex_given_up_total", " 1");
    }
}
