package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import lb.balance.Algorithm;
import lb.balance.HashKey;
import lb.config.Config;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.dns.Names;
import lb.firewall.Firewall;
import lb.firewall.Verdict;
import lb.health.HealthChecker;
import lb.http.Request;
import lb.observe.Events;
import lb.pool.Health;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;
import lb.pool.ServerSpec;
import lb.rewrite.Rewriter;
import lb.route.Route;
import lb.route.Router;
import lb.testing.Backend;
import lb.testing.Call;
import lb.testing.Free;
import lb.testing.JvmSettings;
import lb.testing.LbProcess;
import lb.testing.Message;
import lb.testing.Requests;
import lb.testing.Scenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The 29 tests of the course, by their names there, on the shipped lb.properties: the first group
 * against {@code lb demo} as a process, the others against the stages that took the place of the
 * course's functions.
 */
final class CourseTest {
    private static String shipped() {
        try {
            return Files.readString(Path.of("lb.properties"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Config config() {
        try {
            return ConfigFile.parse(Path.of("lb.properties"), shipped(), Map.of());
        } catch (InvalidConfig e) {
            throw new AssertionError(e);
        }
    }

    /** {@code test_loadbalancer.py}: the 13 tests of the whole. */
    @Nested
    final class TestLoadbalancer {
        private static final String APPLE = "www.apple.com";
        private static final String MANGO = "www.mango.com";
        private static final Map<String, String> ADDRESSES = new HashMap<>();
        private static LbProcess lb;

        /** The demo, on ports that nobody uses; the tests' clients may say who they are. */
        @BeforeAll
        static void startDemo() {
            String text = shipped() + """

                    trusted-proxies       = 127.0.0.1
                    pool.*.health.timeout = 10s
                    """; // A busy machine must not make a server look dead.
            for (String port : List.of("8081", "8082", "9081", "9082")) {
                String address = "localhost:" + Free.port();
                ADDRESSES.put(port, address);
                text = text.replaceAll("(?m)(^pool.*)\\blocalhost:" + port, "$1" + address);
            }
            lb = LbProcess.run(text, List.of("demo", "lb.properties"));
        }

        @AfterAll
        static void stopDemo() {
            lb.close();
        }

        private static Message get(String host, String target) {
            return lb.get(target).host(host).send();
        }

        private static Message getFrom(String client, String host, String target) {
            return lb.get(target).host(host).header("X-Forwarded-For", client).send();
        }

        private static String member(Message json, String name) {
            var matcher = Pattern.compile("\"" + name + "\": (.*?),?\n").matcher(json.text());
            assertTrue(matcher.find(), json::toString);
            return matcher.group(1);
        }

        private static void assertAnswers(String pool, String ports, Message answer) {
            assertEquals(200, answer.status(), answer::toString);
            assertEquals("\"This is the " + pool + " application.\"", member(answer, "message"));
            assertTrue(List.of(ports.split(" ")).stream()
                    .map(port -> "\"http://" + ADDRESSES.get(port) + "/\"")
                    .anyMatch(member(answer, "server")::equals), answer::toString);
        }

        private static void assertAnswers(int status, String text, Message answer) {
            assertEquals(status + " " + text, answer.status() + " " + answer.text());
        }

        @Test
        void hostRoutingMango() {
            Message answer = get(MANGO, "/?RemoveMe=Remove");
            assertAnswers("mango", "8081 8082", answer);
            assertEquals("\"Test\"", member(answer, "custom_header"));
            assertEquals("\"MyCustomParam=Test\"", member(answer, "query_strings"));
            assertEquals("\"Test\"", member(answer, "custom_params"));
            assertEquals(member(answer, "server").replace("http://", "").replace("/", ""),
                    member(answer, "host_header"));
        }

        @Test
        void hostRoutingApple() {
            Message answer = get(APPLE, "/");
            assertAnswers("apple", "9081 9082", answer);
            assertEquals("null", member(answer, "custom_header"));
            assertEquals(member(answer, "server").replace("http://", "").replace("/", ""),
                    member(answer, "host_header"));
        }

        @Test
        void hostRoutingOrange() {
            assertAnswers(503, "No backend servers available.", get("www.orange.com", "/"));
        }

        @Test
        void hostRoutingNotfound() {
            assertAnswers(404, "Not Found", get("www.notmango.com", "/"));
        }

        @Test
        void pathRoutingMango() {
            assertAnswers("mango", "8081 8082", lb.get("/mango").send());
        }

        @Test
        void pathRoutingApple() {
            assertAnswers("apple", "9081 9082", lb.get("/apple").send());
        }

        @Test
        void pathRoutingOrange() {
            assertAnswers(503, "No backend servers available.", lb.get("/orange").send());
        }

        @Test
        void pathRoutingNotfound() {
            assertAnswers(404, "Not Found", lb.get("/notmango").send());
        }

        @Test
        void rewriteHostRouting() {
            assertAnswers(200, "This is V2", get(MANGO, "/v1"));
        }

        @Test
        void firewallIpReject() {
            assertAnswers(403, "Forbidden", getFrom("10.192.0.1", MANGO, "/"));
        }

        @Test
        void firewallIpAccept() {
            assertAnswers("mango", "8081 8082", getFrom("55.55.55.55", MANGO, "/"));
        }

        @Test
        void firewallPathReject() {
            assertAnswers(403, "Forbidden", get(APPLE, "/messages"));
        }

        @Test
        void firewallPathAccept() {
            assertAnswers("apple", "9081 9082", get(APPLE, "/pictures"));
        }
    }

    /** {@code test_utils.py}: the 12 tests of the parts. */
    @Nested
    final class TestUtils extends Scenario {
        private static Pool pool(Server... servers) {
            return new Pool("mango", List.of(servers),
                    Algorithm.LEAST_CONNECTIONS.create(HashKey.parse("ip")));
        }

        private static Request rewritten(Request request) {
            Route route = new Router(config().routes()).route(request).orElseThrow();
            return Rewriter.apply(route.rewrite(), request, route.name());
        }

        private static boolean passes(String client, String host, String target) {
            Request request = Requests.from(client, target, "Host: " + host);
            return new Firewall(config().firewall()).peek(request, () -> "mango", 1)
                    instanceof Verdict.Pass;
        }

        @Test
        void transformBackendsFromConfig() {
            Map<String, List<String>> names = new HashMap<>();
            config().pools().forEach((name, pool) ->
                    names.put(name, pool.servers().stream().map(ServerSpec::name).toList()));
            assertEquals(Map.of("mango", List.of("localhost:8081", "localhost:8082"),
                    "apple", List.of("localhost:9081", "localhost:9082", "dead.invalid:8888"),
                    "orange", List.of("orange.invalid:1111", "orange.invalid:1212")), names);
        }

        @Test
        void getHealthyServer() {
            Server healthy = Samples.server("b", Samples.health(true));
            Server sick = Samples.server("a", Samples.health(false));
            assertEquals(Optional.of(healthy), pool(sick, healthy).choose(Samples.request(),
                    List.of()));
            assertEquals(Optional.empty(), pool(sick).choose(Samples.request(), List.of()));
        }

        @Test
        void healthcheck() throws InterruptedException {
            JvmSettings.apply();
            List<Boolean> up = new ArrayList<>();
            Names names = closeLater(new Names(Events.NONE));
            HealthChecker checker = closeLater(new HealthChecker(Events.NONE, names));
            List<Health> watched = new ArrayList<>();
            for (Backend backend : List.of(backend("a"), deadBackend("b"), backend("c"))) {
                watched.add(checker.watch("mango", ServerSpec.parse(backend.address()),
                        config().pools().get("mango").health().orElseThrow()));
            }
            checker.awaitFirstRound(Duration.ofSeconds(20));
            watched.forEach(health -> up.add(health.isUp()));
            assertEquals(List.of(true, false, true), up);
        }

        @Test
        void processRules() {
            Request request = rewritten(Requests.get("/", "Host: www.mango.com", "A: b"));
            assertEquals(Optional.of("Test"), request.headers().first("MyCustomHeader"));
            assertEquals(Optional.of("b"), request.headers().first("A"));
            Request apple = rewritten(Requests.get("/", "Host: www.apple.com"));
            assertEquals(Optional.empty(), apple.headers().first("MyCustomHeader"));
        }

        @Test
        void processParamRules() {
            assertEquals("a=%20b&MyCustomParam=Test", rewritten(
                    Requests.get("/?a=%20b&RemoveMe=1", "Host: www.mango.com")).query());
        }

        @Test
        void processRewriteRules() {
            assertEquals("/v2", rewritten(Requests.get("/v1", "Host: www.mango.com")).path());
            assertEquals("/v1", rewritten(Requests.get("/v1", "Host: www.apple.com")).path());
        }

        @Test
        void leastConnectionsEmptyList() {
            assertEquals(Optional.empty(), pool().choose(Samples.request(), List.of()));
        }

        @Test
        void leastConnections() {
            List<Server> servers = Samples.servers("a, b, c");
            for (int busy = 10, i = 0; i < 3; busy -= 4, i++) {
                for (int n = 0; n < busy; n++) {
                    servers.get(i).acquire();
                }
            }
            Pool pool = pool(servers.toArray(new Server[0]));
            assertEquals(Optional.of(servers.get(2)), pool.choose(Samples.request(), List.of()));
        }

        @Test
        void processFirewallRulesReject() {
            assertTrue(!passes("10.192.0.1", "www.mango.com", "/"));
        }

        @Test
        void processFirewallRulesAccept() {
            assertTrue(passes("55.55.55.55", "www.mango.com", "/"));
        }

        @Test
        void processFirewallRulesPathReject() {
            assertTrue(!passes("55.55.55.55", "www.apple.com", "/messages"));
        }

        @Test
        void processFirewallRulesPathAccept() {
            assertTrue(passes("55.55.55.55", "www.apple.com", "/pictures"));
        }
    }

    /** {@code test_models.py}: the 4 tests of a server. */
    @Nested
    final class TestModels extends Scenario {
        private String checked(int status) {
            backend("a").serves(exchange -> {
                exchange.answer(exchange.path().equals("/healthcheck") ? status : 404, "");
            });
            start("""
                    pool.web.servers        = ${a}
                    pool.web.health.path    = /healthcheck
                    pool.web.health.timeout = 20s
                    """);
            Call call = get("/healthcheck");
            return call.send().status() == 503 ? "down" : "up";
        }

        @Test
        void serverHealthcheckPass() {
            assertEquals("up", checked(200));
        }

        @Test
        void serverHealthcheckFail() {
            assertEquals("down", checked(500));
        }

        @Test
        void serverEqual() {
            assertEquals(ServerSpec.parse("localhost:8081"), ServerSpec.parse("LOCALHOST:8081"));
        }

        @Test
        void serverNotEqual() {
            assertNotEquals(ServerSpec.parse("localhost:8081"), ServerSpec.parse("localhost:8082"));
        }
    }
}
