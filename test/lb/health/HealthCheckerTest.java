package lb.health;

import static lb.testing.RawServer.await;
import static lb.testing.RawServer.hangUp;
import static lb.testing.RawServer.head;
import static lb.testing.RawServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import lb.dns.Names;
import lb.http.Request;
import lb.observe.Events;
import lb.pool.Balancer;
import lb.pool.Health;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;
import lb.pool.ServerSpec;
import lb.testing.Eventually;
import lb.testing.JvmSettings;
import lb.testing.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCheckerTest {
    static {
        JvmSettings.apply();
    }

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String OOPS = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Events events = new Events(new PrintStream(log, true, StandardCharsets.UTF_8));
    private final Names names = new Names(events);
    private final HealthChecker checker = new HealthChecker(events, names);
    private final List<RawServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        checker.close();
        names.close();
        servers.forEach(RawServer::close);
    }

    private RawServer server(String answer) {
        RawServer server = RawServer.saying(answer);
        servers.add(server);
        return server;
    }

    private Health watch(String pool, RawServer server, Checks checks) {
        return checker.watch(pool, ServerSpec.parse(server.address()), checks.check());
    }

    /** What was logged, without the times. */
    private String log() {
        return log.toString(StandardCharsets.UTF_8).replaceAll("(?m)^[^ ]+ ", "");
    }

    /** Waits for checks of another server to pass by: the tests' measure of time. */
    private void letChecksPass(int checks) {
        RawServer clock = server(OK);
        watch("clock", clock, Checks.any().every(Duration.ofMillis(2)));
        Eventually.await(checks + " checks have passed",
                () -> clock.connections().size() >= checks);
    }

    @Test
    void checksAtOnceAndTrafficCanWaitForIt() throws InterruptedException {
        Checks hourly = Checks.any().path("/").every(Duration.ofHours(1));
        Health well = watch("web", server(OK), hourly);
        Health ill = watch("web", server(OOPS), hourly);
        checker.awaitFirstRound(LONG);
        assertTrue(well.isUp());
        assertTrue(ill.isKnown());
        assertFalse(ill.isUp());
        assertEquals("status 500", ill.reason());
    }

    @Test
    void waitsForTheFirstRoundNoLongerThanItIsTold() throws InterruptedException {
        RawServer silent = RawServer.holding("");
        servers.add(silent);
        Health hanging = watch("web", silent, Checks.any());
        checker.awaitFirstRound(Duration.ofMillis(50));
        assertFalse(hanging.isKnown());
    }

    @Test
    void isNotDelayedByServersThatHang() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            RawServer silent = RawServer.holding("");
            servers.add(silent);
            watch("web", silent, Checks.any().timeout(60_000));
        }
        RawServer good = server(OK);
        Health health = watch("web", good, Checks.any());
        Eventually.await("the good one is up", health::isUp);
        Eventually.await("it is checked again and again", () -> good.connections().size() > 5);
    }

    @Test
    void checksAServerOnceHoweverManyPoolsNameIt() {
        RawServer server = server(OK);
        Checks hourly = Checks.any().every(Duration.ofHours(1));
        Health web = watch("web", server, hourly);
        Health api = watch("api", server, hourly);
        Health other = watch("api", server, hourly.path("/other"));
        assertSame(web, api);
        assertNotSame(web, other);
        Eventually.await("both are up", () -> web.isUp() && other.isUp());
        letChecksPass(10);
        assertEquals(2, server.connections().size());
    }

    @Test
    void logsEachChangeOnceWithItsReason() {
        RawServer server = server(OK);
        Health health = watch("web", server, Checks.any().path("/"));
        // While it is web's alone.
        Eventually.await("the log says so", () -> log().contains(" is up"));
        watch("api", server, Checks.any().path("/"));
        server.script(head(), send(OOPS), hangUp());
        Eventually.await("down", () -> !health.isUp());
        int checks = server.connections().size();
        Eventually.await("still down", () -> server.connections().size() > checks + 5);
        server.script(head(), send(OK), hangUp());
        Eventually.await("up again", health::isUp);
        Eventually.await("the log says so", () -> log().lines().count() >= 3);
        assertEquals("""
                info  server NAME of pool web is up: status 200 (first check)
                warn  server NAME of pools web, api is down: status 500 (3 checks in a row)
                info  server NAME of pools web, api is up: status 200 (2 checks in a row)
                """.replace("NAME", server.address()), log());
    }

    @Test
    void asksOnlyTheServerAndOnlyInPlainHttp() throws InterruptedException {
        RawServer elsewhere = server(OK);
        RawServer server = server("HTTP/1.1 302 Found\r\nLocation: http://" + elsewhere.address()
                + "/\r\nContent-Length: 0\r\n\r\n");
        Health health = watch("web", server, Checks.any().path("/"));
        checker.awaitFirstRound(LONG);
        assertEquals("status 302", health.reason());
        assertEquals(0, elsewhere.connections().size());
        assertFalse(server.connections().getFirst().received().contains("Upgrade"),
                "the client's default offers h2c");
    }

    @Test
    void neverChecksAServerTwiceAtATime() {
        RawServer silent = RawServer.holding("");
        servers.add(silent);
        watch("web", silent, Checks.any().every(Duration.ofMillis(2)).timeout(60_000));
        letChecksPass(30);
        assertEquals(1, silent.connections().size());
    }

    @Test
    void goesOnUntilTheLastPoolHasLeft() {
        RawServer server = server(OK);
        Checks checks = Checks.any().every(Duration.ofMillis(2));
        ServerSpec spec = ServerSpec.parse(server.address());
        Health health = watch("web", server, checks);
        watch("api", server, checks);
        checker.unwatch("web", spec, checks.check());
        int before = server.connections().size();
        Eventually.await("the other pool still needs it",
                () -> server.connections().size() > before + 5);
        assertSame(health, watch("web", server, checks));
        checker.unwatch("web", spec, checks.check());
        checker.unwatch("api", spec, checks.check());
        Eventually.await("what was under way is done", () -> server.open() == 0);
        int after = server.connections().size();
        letChecksPass(30);
        assertTrue(server.connections().size() <= after + 1, "one check may have been on its way");
        assertNotSame(health, watch("web", server, checks), "it starts anew");
    }

    @Test
    void saysNothingOfServersWhenItIsClosed() throws InterruptedException {
        RawServer server = server(OK);
        Health health = watch("web", server, Checks.any().every(Duration.ofMillis(2)));
        checker.awaitFirstRound(LONG);
        server.script(head());
        int before = server.connections().size();
        Eventually.await("a check is under way", () -> server.connections().size() > before);
        checker.close();
        Eventually.await("the check was cut off", () -> server.open() == 0);
        assertTrue(health.isUp());
        assertEquals(1, log().lines().count(), log());
    }

    @Test
    void keepsCheckingWhenAListenerThrows() {
        AtomicInteger calls = new AtomicInteger();
        Balancer faulty = new Balancer() {
            @Override
            public void prepare(List<Server> available) {
                if (calls.incrementAndGet() == 2) {
                    throw new IllegalStateException("a fault of ours");
                }
            }

            @Override
            public Server pick(List<Server> eligible, Request request) {
                return eligible.get(0);
            }
        };
        CountDownLatch listening = new CountDownLatch(1);
        RawServer server = RawServer.start("waiting")
                .script(head(), await(listening), send(OK), hangUp());
        servers.add(server);
        Health health = watch("web", server, Checks.any());
        Pool pool = new Pool("web", List.of(new Server(ServerSpec.parse(server.address()), health,
                Samples.NO_CLIENT)), faulty);
        listening.countDown();
        Eventually.await("it is checked again and again", () -> server.connections().size() > 3);
        assertTrue(health.isUp());
        assertTrue(log().contains("a fault of ours"), log());
        pool.close();
    }

    @Test
    void keepsCheckingWhenARegularExpressionOverflowsTheStack() {
        String body = "a".repeat(60_000);
        RawServer server = server("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n" + body);
        Health health = watch("web", server, Checks.any().body("~(a|b)*c"));
        Eventually.await("it is checked again and again", () -> server.connections().size() > 2);
        assertFalse(health.isUp());
        assertEquals("status 200, but the body lacks \"~(a|b)*c\"", health.reason());
    }

    @ParameterizedTest(name = "drawing {0}: {1} ms")
    @CsvSource({"0.0, 1800", "0.5, 2000", "0.999999, 2199"})
    void jittersTheIntervalByATenth(double draw, long millis) {
        RandomGenerator fixed = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("a double will do");
            }

            @Override
            public double nextDouble() {
                return draw;
            }
        };
        assertEquals(millis,
                HealthChecker.jittered(Duration.ofSeconds(2), fixed) / 1_000_000);
    }
}
