package lb.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import lb.pool.Server;
import lb.runtime.Reload.Applied;
import lb.runtime.Reload.Refused;
import lb.runtime.Reload.Unchanged;
import lb.testing.Backend;
import lb.testing.Eventually;
import lb.testing.Free;
import lb.testing.Lb;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/** What a reload changes, what it keeps, and what it says. */
final class ReloadTest extends Scenario {
    private Lb lb;

    private void run(String text) {
        lb = start(text);
    }

    private Server server(Backend backend) {
        return lb.servers().stream()
                .filter(server -> server.name().equals(backend.address()))
                .findFirst().orElseThrow();
    }

    private static List<String> differences(Reload reload) {
        return assertInstanceOf(Applied.class, reload).differences();
    }

    @Test
    void takesAChangedFileOverByItself() {
        backend("a");
        backend("b");
        run("pool.web.servers = ${a}\nreload = on");
        assertEquals("a: 5", get("/").times(5).byServer());
        lb.write("pool.web.servers = ${b}\nreload = on");
        lb.events().await("reloaded .*: pool web: \\+ 127");
        assertEquals("b: 5", get("/").times(5).byServer());
    }

    @Test
    void leavesTheFileAloneWhenReloadIsOff() {
        backend("a");
        backend("b");
        run("reload = off\npool.web.servers = ${a}");
        lb.write("reload = on\npool.web.servers = ${b}");
        assertEquals("a: 5", get("/").times(5).byServer());
        assertInstanceOf(Applied.class, lb.balancer().reload());
        lb.write("pool.web.servers = ${a}\nreload = on"); // From now on it is watched.
        Eventually.await("a serves", () -> get("/").times(1).byServer().equals("a: 1"));
    }

    @Test
    void refusesAnInvalidFileAndServesOn() {
        backend("a");
        run("pool.web.servers = ${a}\nreload = on");
        lb.write("pool.web.servers = ${a}\npool.web.algorithm = least-conn\nlimit.body = 5 apples");
        lb.events().await("lb goes on as before");
        lb.events().await("lb.properties:2: pool.web.algorithm = least-conn .*least-connections");
        lb.events().await("lb.properties:3: limit.body");
        assertEquals("a: 5", get("/").times(5).byServer());
        Refused refused = assertInstanceOf(Refused.class, lb.balancer().reload());
        assertEquals(2, refused.problems().size());
    }

    @Test
    void refusesAFileWhoseOwnTestFails() {
        backend("a");
        run("pool.web.servers = ${a}\n");
        Refused refused = assertInstanceOf(Refused.class, lb.reload("""
                pool.web.servers = ${a}
                route.a.path = /a
                route.a.pool = web
                test.root = GET http://a/ -> pool web
                """));
        assertEquals(4, refused.problems().get(0).line());
        assertEquals(200, lb.get("/").send().status());
    }

    @Test
    void saysNothingWhenTheFileSaysTheSame() {
        backend("a");
        run("pool.web.servers = ${a}");
        assertInstanceOf(Unchanged.class,
                lb.reload("# a comment\npool.web.servers=${a}\npool.web.algorithm = round-robin"));
        assertEquals(0, lb.events().count("reloaded"));
    }

    @Test
    void keepsServersThatStay() {
        Backend a = backend("a");
        backend("b");
        run("pool.web.servers = ${a}, ${b}");
        get("/").times(10);
        Server before = server(a);
        assertEquals(List.of("pool web: algorithm round-robin -> random",
                "pool web: " + a.address() + " -> " + a.address() + " weight=3, - "
                        + variables().get("b")),
                differences(lb.reload("pool.web.servers = ${a} weight=3\n"
                        + "pool.web.algorithm = random")));
        assertSame(before, server(a));
        assertEquals(3, before.weight());
        assertEquals(5, before.requests());
        get("/").times(1);
        assertEquals(6, before.requests());
        assertEquals(1, a.accepted(), "the connection to it was kept");
    }

    @Test
    void lastsTheRequestsInFlightToARemovedServerOut() throws InterruptedException {
        Backend a = backend("a").holds();
        backend("b");
        run("pool.web.servers = ${a}");
        String[] answer = new String[1];
        Thread caller = Thread.ofPlatform().start(() -> answer[0] = get("/").send().text());
        a.awaitHeld(1);
        lb.reload("pool.web.servers = ${a}, ${b}"); // Its requests are of two changes ago, then.
        lb.reload("pool.web.servers = ${b}");
        lb.reload("pool.web.servers = ${b} weight=2");
        assertEquals("b: 5", get("/").times(5).byServer());
        assertEquals(1, a.connections());
        a.release();
        caller.join();
        assertEquals("a", answer[0]);
        Eventually.await("its connections are closed", () -> a.connections() == 0);
    }

    @Test
    void cutsOffWhatOutlastsTheDrain() {
        Backend a = backend("a").holds();
        backend("b");
        run("pool.web.servers = ${a}");
        RawClient client = connect();
        client.head("GET / HTTP/1.1", "Host: a");
        a.awaitHeld(1);
        lb.reload("pool.web.servers = ${b}\ntimeout.drain = 100ms");
        lb.events().await("was removed and timeout.drain is over: 1 requests cut off");
        assertEquals("b", client.read().text(), "a GET is tried again");
    }

    @Test
    void keepsHealthUntilTheFirstVerdictOfChangedChecks() {
        Backend a = backend("a").answersAt("/bad", 500);
        run("pool.web.servers = ${a}\npool.web.health.path = /good\n"
                + "pool.web.health.interval = 50ms");
        assertTrue(server(a).health().isUp());
        a.servesAt("/bad", exchange -> {
            Eventually.await("the test goes on", () -> a.count("/go") > 0);
            exchange.answer(500, "");
        });
        lb.reload("pool.web.servers = ${a}\npool.web.health.path = /bad\n"
                + "pool.web.health.interval = 50ms\npool.web.health.timeout = 30s");
        Eventually.await("the new check has begun", () -> a.count("/bad") > 0);
        assertTrue(server(a).health().isUp(), "nothing is known to the contrary");
        assertEquals(200, get("/go").send().status());
        lb.events().await("is down: status 500 \\(first check\\)");
        assertEquals(503, get("/").send().status());
    }

    @Test
    void checksNewServersBeforeOldOnesGo() {
        Backend a = backend("a");
        Backend b = backend("b").serves(exchange -> exchange.answer(200, "b"));
        run("pool.web.servers = ${a}\npool.web.health.path = /healthz");
        b.holds();
        Thread reload = Thread.ofPlatform().start(() -> lb.reload(
                "pool.web.servers = ${b}\npool.web.health.path = /healthz\n"
                        + "pool.web.health.timeout = 20s"));
        b.awaitHeld(1);
        assertEquals("a: 5", get("/").times(5).byServer());
        b.release();
        Eventually.await("the reload is done", () -> !reload.isAlive());
        assertEquals("b: 5", get("/").times(5).byServer());
        assertTrue(a.count() > 5);
    }

    @Test
    void addsAndRemovesListeners() {
        backend("a");
        run("listen = 127.0.0.1:0\npool.web.servers = ${a}");
        int first = lb.port();
        int second = Free.port();
        assertEquals(List.of("listen + 127.0.0.1:" + second), differences(lb.reload(
                "listen = 127.0.0.1:0, 127.0.0.1:" + second + "\npool.web.servers = ${a}")));
        assertEquals(first, lb.port(0));
        assertEquals(second, lb.port(1));
        assertEquals("a", lb.call(1, "GET", "/").send().text());
        RawClient idle = connect();
        assertEquals("a", get("/").send(idle).text());
        lb.reload("listen = 127.0.0.1:" + second + "\npool.web.servers = ${a}");
        Eventually.await("nobody listens any more", () -> !listens(first));
        assertEquals("a", get("/").send().text());
    }

    private static boolean listens(int port) {
        try {
            RawClient.connect(port).close();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Test
    void refusesAListenerThatCannotBeOpened() throws IOException {
        backend("a");
        backend("b");
        run("pool.web.servers = ${a}");
        try (ServerSocket taken = new ServerSocket(0)) {
            Refused refused = assertInstanceOf(Refused.class, lb.reload(
                    "listen = 127.0.0.1:0, " + taken.getLocalPort() + "\npool.web.servers = ${b}"));
            assertTrue(refused.problems().toString().contains("cannot listen on"));
        }
        assertEquals("a: 5", get("/").times(5).byServer());
    }

    @Test
    void changesTheAccessLog() throws IOException {
        backend("a");
        run("log.format = common\npool.web.servers = ${a}");
        get("/first").times(1);
        lb.reload("log.format = json\npool.web.servers = ${a}");
        get("/second").times(1);
        String lines = String.join("\n", lb.awaitAccessLog(2));
        assertTrue(lines.contains("\"GET /first HTTP/1.1\""), lines);
        assertTrue(lines.contains("\"target\":\"/second\""), lines);
    }

    @Test
    void namesWhatItCannotChange() {
        backend("a");
        run("pool.web.servers = ${a}");
        Applied applied = assertInstanceOf(Applied.class, lb.reload("pool.web.servers = ${a}\n"
                + "limit.connections = 7\ntimeout.keep-alive = 3s\nlimit.headers = 100m"));
        assertEquals(List.of("limit.connections 10000 -> 7", "limit.headers 32k -> 100m",
                "timeout.keep-alive 60s -> 3s"), applied.differences());
        assertEquals(List.of("limit.connections", "timeout.keep-alive", "limit.headers"),
                applied.notChangeable().stream().map(note -> note.split(" ")[0]).toList());
        lb.events().await("limit.connections stays as it was at the start until a restart");
    }

    @Test
    void takesOverRoutesRulesAndLimits() {
        backend("a");
        backend("b");
        String file = """
                pool.a.servers = ${a}
                pool.b.servers = ${b}
                route.shop.path = /shop
                route.shop.pool = a
                """;
        run(file);
        assertEquals("a: 1", get("/shop").times(1).byServer());
        assertEquals(List.of("+ firewall no", "limit.uri 8k -> 64", "route shop: pool a -> b"),
                differences(lb.reload(file.replace("pool = a", "pool = b") + """
                        limit.uri = 64
                        firewall.no.path = /shop/private
                        firewall.no.action = deny
                        """)).stream().sorted().toList());
        assertEquals("b: 1", get("/shop").times(1).byServer());
        assertEquals(403, get("/shop/private").send().status());
        assertEquals(414, get("/shop/" + "x".repeat(64)).send().status());
    }

    @Test
    void readsTheFileNoMoreOnceItIsClosed() {
        backend("a");
        run("pool.web.servers = ${a}");
        lb.balancer().close();
        assertInstanceOf(Refused.class, lb.reload("pool.web.servers = ${a} weight=2"));
    }

    @Test
    void noticesAFileThatIsReplaced() {
        backend("a");
        backend("b");
        run("pool.web.servers = ${a}\nreload = on");
        lb.replace("pool.web.servers = ${b}");
        Eventually.await("b serves", () -> get("/").times(1).byServer().equals("b: 1"));
    }

    @Test
    void outlivesAFileThatIsGoneForAWhile() throws IOException {
        backend("a");
        run("pool.web.servers = ${a}\nreload = on");
        java.nio.file.Files.delete(lb.file());
        lb.events().await("there is no such file");
        assertEquals("a: 5", get("/").times(5).byServer());
        lb.write("pool.web.servers = ${a} weight=2");
        lb.events().await("reloaded");
    }
}
