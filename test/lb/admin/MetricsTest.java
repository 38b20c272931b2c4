package lb.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import lb.http.Json;
import lb.testing.Authority;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.Load;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every counter against traffic that was counted here. */
final class MetricsTest extends Scenario {
    private static final String FILE = """
            pool.web.servers           = ${a}, ${b}
            pool.web.outlier.failures  = 3
            pool.web.retry.on          = 503
            pool.hold.servers          = ${held}
            route.web.pool             = web
            route.hold.path            = /hold
            route.hold.pool            = hold
            route.moved.path           = /moved
            route.moved.redirect       = 301 /
            firewall.no.path           = /no
            firewall.no.action         = deny
            firewall.few.path          = /few
            firewall.few.action        = limit 1/m burst 2
            firewall.perhaps.path      = /perhaps
            firewall.perhaps.action    = deny
            firewall.perhaps.mode      = observe
            admin = 127.0.0.1:0
            """;

    @TempDir
    private Path folder;
    private Lb lb;

    private Exposition metrics() {
        Message answer = lb.admin("GET", "/metrics").send();
        assertEquals("text/plain; version=0.0.4; charset=utf-8", answer.header("Content-Type"));
        return Exposition.parse(answer.text());
    }

    private void awaitValue(double value, String key) {
        Eventually.await(key + " to be " + value, () -> metrics().value(key) == value);
    }

    private String server(String name) {
        return "{pool=web, server=" + variables().get(name) + "}";
    }

    @Test
    void countsWhatHappens() {
        backend("a");
        backend("b").answersAt("/fails", 503).answersAt("/five", 500);
        backend("held").holds();
        lb = start(FILE);
        get("/").times(10);
        post("/", "12345").send();
        get("/moved").times(2);
        get("/no").times(3);
        get("/few").times(5);
        get("/perhaps").times(4);
        awaitValue(17, "lb_requests_total{code=2xx, pool=web, route=web}");
        awaitValue(2, "lb_requests_total{code=3xx, pool=, route=moved}");
        awaitValue(6, "lb_requests_total{code=4xx, pool=, route=}");
        Exposition metrics = metrics();
        assertEquals(17, metrics.value("lb_request_duration_seconds_count{pool=web, route=web}"));
        assertTrue(metrics.value("lb_request_duration_seconds_sum{pool=web, route=web}") > 0);
        assertEquals(5, metrics.value("lb_request_bytes_total{pool=web, route=web}"));
        assertTrue(metrics.value("lb_response_bytes_total{pool=web, route=web}") > 0);
        assertEquals(17, metrics.value("lb_server_attempts_total" + server("a"))
                + metrics.value("lb_server_attempts_total" + server("b")));
        assertEquals(3,
                metrics.value("lb_firewall_hits_total{action=deny, mode=enforce, rule=no}"));
        assertEquals(3,
                metrics.value("lb_firewall_hits_total{action=limit, mode=enforce, rule=few}"));
        assertEquals(4,
                metrics.value("lb_firewall_hits_total{action=deny, mode=observe, rule=perhaps}"));
        assertEquals(2, metrics.value("lb_pool_available_servers{pool=web}"));
        assertEquals(1, metrics.value("lb_ready"));
        assertEquals(0, metrics.value("lb_log_lines_dropped_total"));
    }

    @Test
    void countsFailuresRetriesAndEjections() {
        backend("a");
        backend("b").answers(503);
        backend("held");
        lb = start(FILE);
        get("/").times(10);
        awaitValue(3, "lb_retries_total{pool=web, route=web}");
        Exposition metrics = metrics();
        assertEquals(10, metrics.value("lb_requests_total{code=2xx, pool=web, route=web}"));
        assertEquals(3, metrics.value("lb_server_failures_total" + server("b")));
        assertEquals(1, metrics.value("lb_server_ejections_total" + server("b")));
        assertEquals(1, metrics.value("lb_server_state{pool=web, server="
                + variables().get("b") + ", state=ejected}"));
        assertEquals(1, metrics.value("lb_pool_available_servers{pool=web}"));
    }

    @Test
    void showsWhatIsInFlight() {
        backend("a");
        backend("b");
        var held = backend("held").holds();
        lb = start(FILE);
        var client = connect().head("GET /hold HTTP/1.1", "Host: a");
        held.awaitHeld(1);
        assertEquals(1, metrics().value("lb_requests_in_flight"));
        assertEquals(1, metrics().value("lb_server_in_flight{pool=hold, server="
                + variables().get("held") + "}"));
        held.release();
        assertEquals(200, client.read().status());
        awaitValue(0, "lb_requests_in_flight");
    }

    @Test
    void goesOnCountingAfterAReload() {
        backend("a");
        backend("b");
        backend("held");
        lb = start(FILE);
        get("/no").times(3);
        get("/").times(4);
        awaitValue(4, "lb_requests_total{code=2xx, pool=web, route=web}");
        lb.reload(FILE.replace("= ${a}, ${b}", "= ${a}").replace("/moved", "/went"));
        lb.reload(FILE.replace("${a}, ${b}", "nonsense"));
        Exposition metrics = metrics();
        assertEquals(4, metrics.value("lb_requests_total{code=2xx, pool=web, route=web}"));
        assertEquals(2, metrics.value("lb_server_attempts_total" + server("a")));
        assertThrows(AssertionError.class,
                () -> metrics.value("lb_server_attempts_total" + server("b")));
        assertEquals(3,
                metrics.value("lb_firewall_hits_total{action=deny, mode=enforce, rule=no}"));
        assertEquals(1, metrics.value("lb_reloads_total{result=applied}"));
        assertEquals(1, metrics.value("lb_reloads_total{result=refused}"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC}) // Named pipes.
    @EnabledIfSystemProperty(named = "lb.long", matches = "true") // 20,000 requests.
    void countsLinesOfTheLogThatNobodyTakes() throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        variable("pipe", pipe.toString());
        AtomicReference<InputStream> end = new AtomicReference<>();
        Thread opener = Thread.ofPlatform().daemon().start(() -> {
            try {
                end.set(new FileInputStream(pipe.toFile())); // From which nothing is read.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        lb = start("route.x.respond = 200 x\nadmin = 127.0.0.1:0\nlog.access = ${pipe}\n");
        opener.join();
        closeLater(end.get());
        closeLater(Load.start(lb.port(), get("/" + "x".repeat(7000)), 4));
        Eventually.await(() -> metrics().value("lb_log_lines_dropped_total") > 0,
                Duration.ofSeconds(60), "lines are dropped, and requests served all the same");
        end.get().close(); // The writer is to end, too.
    }

    @Test
    void namesListeners() {
        Authority.root("Root").issue("EC", "127.0.0.1").write(folder, "own");
        variable("dir", folder.toString());
        lb = start("""
                listen.tls          = 127.0.0.1:0
                listen              = 127.0.0.1:0
                tls.own.certificate = ${dir}/own.pem
                tls.own.key         = ${dir}/own.key
                route.x.respond     = 200 x
                admin               = 127.0.0.1:0
                """);
        for (int i = 0; i < 2; i++) {
            assertEquals(1, metrics().value("lb_listener_info{address=127.0.0.1:" + lb.port(i)
                    + ", scheme=" + (i == 0 ? "http" : "https") + "}"));
        }
        Map<?, ?> status = (Map<?, ?>) Json.parse(lb.admin("GET", "/api/status").send().text());
        assertEquals("[{scheme=http, address=127.0.0.1:" + lb.port(0) + "},"
                + " {scheme=https, address=127.0.0.1:" + lb.port(1) + "}]",
                status.get("listeners").toString());
    }

    @Test
    void keepsAHistory() {
        backend("a");
        backend("b");
        backend("held");
        lb = start(FILE);
        Eventually.await("a first look", () -> !requests().isEmpty());
        get("/").times(6);
        Eventually.await("6 requests", () -> requests().stream()
                .mapToLong(count -> (Long) count).sum() == 6);
        assertEquals(400, lb.admin("GET", "/api/history?seconds=x").send().status());
        assertEquals(405, lb.admin("DELETE", "/api/history").send().status());
    }

    private List<?> requests() {
        Map<?, ?> history = (Map<?, ?>) Json.parse(
                lb.admin("GET", "/api/history?seconds=60").send().text());
        Map<?, ?> pool = (Map<?, ?>) ((List<?>) history.get("pools")).getFirst();
        assertEquals("web", pool.get("name"));
        return (List<?>) pool.get("requests");
    }

    @ParameterizedTest(name = "refuses {0}")
    @ValueSource(strings = {"a 1\n", "# HELP a x.\na 1\n", "# HELP a x.\n# TYPE a counter\na 1\n",
        "# HELP a x.\n# TYPE a gauge\na 1\na 1\n", "# HELP a x.\n# TYPE a gauge\na 1",
        "# HELP a x.\n# TYPE a gauge\na{b=\"\"\"} 1\n", "# HELP a x.\n# TYPE a gauge\na{} 1\n",
        "# HELP a x.\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 2\n"})
    void theReaderIsStrict(String text) {
        assertThrows(AssertionError.class, () -> Exposition.parse(text));
    }
}
