package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lb.pool.Pool;
import lb.pool.Server;
import lb.pool.ServerState;
import lb.testing.Answers;
import lb.testing.Backend;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/** What becomes of a pool whose servers are slow, ill, gone, new or full. */
final class PoolStoriesTest extends Scenario {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Lb lb;

    private Pool startPool(String text) {
        lb = start(text);
        return lb.balancer().pools().getFirst();
    }

    private static Server server(Pool pool, Backend backend) {
        return pool.server(backend.address()).orElseThrow();
    }

    /** Waits until a server stands so, and those who choose have heard of it. */
    private static void awaitState(Pool pool, Backend backend, ServerState state) {
        Server server = server(pool, backend);
        boolean used = state == ServerState.UP || state == ServerState.STARTING;
        Eventually.await(() -> server.standing().state() == state
                && pool.available().contains(server) == used, PATIENCE,
                backend.address() + " is " + state.label());
    }

    @Test
    void leavesASlowServerAloneWithLeastLatency() {
        backend("a");
        backend("b");
        Backend slow = backend("slow").answersAfter(Duration.ofMillis(150));
        start("""
                pool.web.servers   = ${a}, ${b}, ${slow}
                pool.web.algorithm = least-latency
                """);
        Answers answers = get("/").times(100);
        assertEquals("200: 100", answers.byStatus());
        assertTrue(slow.count() <= 3, answers::byServer);
    }

    @Test
    void sendsNothingToAStuckServerWithLeastConnections() {
        Backend a = backend("a");
        Backend stuck = backend("stuck").holds();
        Pool pool = startPool("""
                pool.web.servers   = ${a}, ${stuck}
                pool.web.algorithm = least-connections
                """);
        RawClient client = ask("/");
        for (int asked = 1; stuck.count() == 0; asked++) { // The first may meet the other server.
            int all = asked;
            Eventually.await("it has arrived", () -> a.count() + stuck.count() == all);
            client = stuck.count() == 0 ? ask("/") : client;
        }
        for (int i = 0; i < 30; i++) {
            Eventually.await("the one before is over", () -> server(pool, a).inFlight() == 0);
            assertEquals("a", get("/").send().server());
        }
        stuck.release();
        assertEquals("stuck", client.readTo("GET").server());
    }

    @Test
    void servesEveryRequestWhileAServerFlaps() throws Exception {
        backend("steady");
        Backend flapping = backend("flapping");
        Pool pool = startPool("""
                pool.web.servers         = ${steady}, ${flapping}
                pool.*.health.interval   = 20ms
                pool.*.health.fall       = 2
                pool.*.outlier.failures  = 1
                pool.*.outlier.eject     = 100ms
                """);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<List<String>> load = load(over);
        for (int i = 1; i <= 2; i++) {
            flapping.stop();
            awaitState(pool, flapping, ServerState.DOWN);
            flapping.restart();
            awaitState(pool, flapping, ServerState.UP);
        }
        over.set(true);
        List<String> wrong = load.get(60, TimeUnit.SECONDS);
        assertEquals(List.of(), wrong);
        assertTrue(lb.events().count(flapping.address() + " of pool web is down: ") >= 2);
    }

    /** Sends requests until it is over; what was not answered with 200. */
    private CompletableFuture<List<String>> load(AtomicBoolean over) {
        return CompletableFuture.supplyAsync(() -> {
            List<String> wrong = new ArrayList<>();
            for (int i = 0; !over.get() || i < 50; i++) {
                Message answer = get("/").send();
                if (answer.status() != 200) {
                    wrong.add(answer.status() + " in request " + i);
                }
            }
            return wrong;
        });
    }

    @Test
    void startsARecoveredServerSlowly() {
        backend("a");
        Backend cold = backend("cold");
        Pool pool = startPool("""
                pool.web.servers       = ${a}, ${cold}
                pool.web.slow-start    = 5m
                pool.*.health.interval = 20ms
                """);
        assertEquals("a: 11, cold: 11", get("/").times(22).byServer(), "not when lb starts");
        cold.stop();
        awaitState(pool, cold, ServerState.DOWN);
        cold.restart();
        awaitState(pool, cold, ServerState.STARTING);
        assertEquals("a: 20, cold: 2", get("/").times(22).byServer());
        assertEquals("slow start, at 10% of its weight", server(pool, cold).standing().reason());
    }

    @Test
    void reachesItsFullWeightInTime() {
        backend("a");
        backend("cold");
        Pool pool = startPool("""
                pool.web.servers    = ${a}, ${cold} drain
                pool.web.slow-start = 500ms
                """);
        assertEquals("a: 4", get("/").times(4).byServer());
        pool.ready(pool.servers().get(1));
        assertEquals(ServerState.STARTING, pool.servers().get(1).standing().state());
        Eventually.await(() -> pool.servers().get(1).share() == 100, PATIENCE, "at full weight");
        assertEquals(ServerState.UP, pool.servers().get(1).standing().state());
        Eventually.await("an even share", () -> get("/").times(20).byServer()
                .equals("a: 10, cold: 10"));
    }

    @Test
    void ejectsAServerThatFailsOneRequestInThree() {
        backend("a");
        AtomicInteger count = new AtomicInteger();
        Backend ill = backend("ill").serves(exchange ->
                exchange.answer(count.incrementAndGet() % 3 == 0 ? 500 : 200, "ill"));
        Pool pool = startPool("""
                pool.web.servers          = ${a}, ${ill}
                pool.web.outlier.failures = 3
                pool.web.outlier.window   = 5m
                pool.web.outlier.eject    = 5m
                """);
        Answers answers = get("/").times(100);
        assertEquals("a: 91, ill: 9", answers.byServer());
        assertEquals("200: 97, 500: 3", answers.byStatus(), "a 5xx is the server's answer");
        assertEquals(ServerState.EJECTED, server(pool, ill).standing().state());
        assertEquals("3 failures in 5m, the last: status 500",
                server(pool, ill).standing().reason());
    }

    @Test
    void takesAnEjectedServerBack() {
        backend("a");
        Backend ill = backend("ill").answers(500);
        Pool pool = startPool("""
                pool.web.servers          = ${a}, ${ill}
                pool.web.outlier.failures = 2
                pool.web.outlier.eject    = 200ms
                """);
        get("/").times(4);
        lb.events().await(ill.address() + " of pool web is ejected for 0.2s: 2 failures in 10s");
        ill.answers(200);
        awaitState(pool, ill, ServerState.UP);
        assertEquals("a: 5, ill: 5", get("/").times(10).byServer());
        ill.answers(500);
        get("/").times(4);
        lb.events().await(ill.address() + " of pool web is ejected for 0.[24]s: 2 failures");
    }

    @Test
    void countsMissingAnswersAsFailures() {
        backend("a");
        Backend dead = deadBackend("dead");
        Pool pool = startPool("""
                pool.web.servers = ${a}, ${dead}
                pool.web.outlier.eject = 5m
                """);
        get("/").times(30); // Most of them are tried again; retry.budget may end.
        assertEquals("a: 10", get("/").times(10).byServer());
        assertEquals("5 failures in 10s, the last: cannot connect",
                server(pool, dead).standing().reason());
        assertEquals(5, server(pool, dead).requests());
    }

    @Test
    void countsAnswersCutShortAsFailures() {
        Backend a = backend("a");
        Backend torn = backend("torn").serves(exchange -> {
            exchange.with("Content-Length", "100").raw();
            exchange.raw().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes());
            exchange.abort();
        });
        Pool pool = startPool("""
                pool.web.servers          = ${a}, ${torn}
                pool.web.outlier.failures = 2
                pool.web.outlier.eject    = 5m
                """);
        for (int i = 0; i < 4; i++) {
            get("/").send();
        }
        awaitState(pool, torn, ServerState.EJECTED);
        assertEquals(2, a.count());
    }

    @Test
    void answers503WhileAllAreDownAndServesWhenTheyAreBack() {
        Backend a = backend("a");
        Backend b = backend("b");
        Pool pool = startPool("""
                pool.web.servers       = ${a}, ${b}
                pool.*.health.interval = 20ms
                """);
        assertEquals("a: 5, b: 5", get("/").times(10).byServer());
        a.stop();
        b.stop();
        awaitState(pool, a, ServerState.DOWN);
        awaitState(pool, b, ServerState.DOWN);
        Message answer = get("/").send();
        assertEquals(503, answer.status());
        assertEquals("No backend servers available.", answer.text());
        a.restart();
        b.restart();
        awaitState(pool, a, ServerState.UP);
        awaitState(pool, b, ServerState.UP);
        assertEquals("a: 5, b: 5", get("/").times(10).byServer());
    }

    @Test
    void replacesEveryServerWithoutLosingARequest() throws Exception {
        List<Backend> backends = List.of(backend("a"), backend("b"), backend("c"));
        Pool pool = startPool("pool.web.servers = ${a}, ${b}, ${c}");
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<List<String>>> clients = List.of(load(over), load(over));
        for (Backend backend : backends) {
            Server server = server(pool, backend);
            pool.drain(server);
            Eventually.await(() -> server.inFlight() == 0, PATIENCE, "drained");
            backend.stop();
            backend.restart();
            int before = backend.count();
            pool.ready(server);
            Eventually.await(() -> backend.count() > before, PATIENCE, "in service again");
        }
        over.set(true);
        for (CompletableFuture<List<String>> client : clients) {
            assertEquals(List.of(), client.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void turnsToTheBackupAndBack() {
        Backend main = backend("main");
        backend("spare");
        Pool pool = startPool("""
                pool.web.servers       = ${main}, ${spare} backup
                pool.*.health.interval = 20ms
                """);
        assertEquals("main: 5", get("/").times(5).byServer());
        main.stop();
        assertEquals("spare: 1", get("/").times(1).byServer(), "tried again at once");
        awaitState(pool, main, ServerState.DOWN);
        assertEquals("spare: 5", get("/").times(5).byServer());
        main.restart();
        awaitState(pool, main, ServerState.UP);
        assertEquals("main: 5", get("/").times(5).byServer());
    }

    @Test
    void usesEjectedServersWhenNobodyElseIsLeft() {
        Backend ill = backend("ill").answers(500);
        Backend well = backend("well");
        Pool pool = startPool("""
                pool.web.servers          = ${ill}, ${well}
                pool.web.outlier.failures = 2
                pool.web.outlier.eject    = 5m
                pool.*.health.interval    = 20ms
                """);
        ill.servesAt("/", exchange -> exchange.answer(exchange.target().equals("/?x") ? 500 : 200,
                "ill"));
        get("/?x").times(4);
        awaitState(pool, ill, ServerState.EJECTED);
        well.stop();
        awaitState(pool, well, ServerState.DOWN);
        assertEquals("ill: 5", get("/").times(5).byServer());
        assertTrue(pool.isLastResort());
        lb.events().await("only ejected servers left and uses them as a last resort: "
                + ill.address());
        well.restart();
        awaitState(pool, well, ServerState.UP);
        assertEquals("well: 5", get("/").times(5).byServer());
        assertFalse(pool.isLastResort());
        lb.events().await("needs its last resort no more");
    }

    private static String cookie(Message answer) {
        return answer.header("Set-Cookie").split(";")[0];
    }

    @Test
    void keepsClientsWithTheirServerAcrossDrainAndLoss() {
        List<Backend> backends = List.of(backend("a").echoes(), backend("b").echoes(),
                backend("c").echoes());
        Pool pool = startPool("""
                pool.web.servers = ${a}, ${b}, ${c}
                pool.web.sticky  = seat
                """);
        Message first = get("/").send();
        String cookie = cookie(first);
        assertTrue(first.header("Set-Cookie").matches("seat=[\\w-]{22}; Path=/; HttpOnly"));
        Answers same = get("/").header("Cookie", cookie + "; x=y").times(10);
        assertEquals(first.server() + ": 10", same.byServer());
        assertEquals(null, same.all().getLast().header("Set-Cookie"), "pinned once");
        assertTrue(same.all().getLast().text().contains("\r\nCookie: x=y\r\n"), "not for servers");
        Backend own = backends.get(first.server().charAt(0) - 'a');
        pool.drain(server(pool, own));
        assertEquals(first.server() + ": 10", get("/").header("Cookie", cookie).times(10)
                .byServer());
        assertFalse(get("/").times(10).byServer().contains(first.server()), "no new clients");
        pool.down(server(pool, own));
        Message moved = get("/").header("Cookie", cookie).send();
        assertNotEquals(first.server(), moved.server());
        assertEquals(moved.server() + ": 10",
                get("/").header("Cookie", cookie(moved)).times(10).byServer());
    }

    @Test
    void givesNewClientsAServerByWeight() {
        backend("a");
        backend("b");
        start("""
                pool.web.servers       = ${a} weight=3, ${b}
                pool.web.sticky        = seat
                pool.web.sticky.secret = s3cret
                """);
        assertEquals("a: 15, b: 5", get("/").times(20).byServer());
    }

    @Test
    void understandsTheCookiesOfItsReplicas() {
        backend("a");
        backend("b");
        String text = """
                pool.web.servers = ${a}, ${b}
                pool.web.sticky  = seat
                """;
        start(text);
        Message first = get("/").send();
        start(text.replace("${a}, ${b}", "${b}, ${a}"));
        assertEquals(first.server() + ": 6",
                get("/").header("Cookie", cookie(first)).times(6).byServer());
    }

    private RawClient ask(String path) {
        RawClient client = connect();
        client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
        return client;
    }

    @Test
    void servesThoseWhoWaitInTheirOrder() {
        Backend a = backend("a").holds();
        Pool pool = startPool("""
                pool.web.servers       = ${a} max=1
                pool.web.queue         = 10
                pool.web.queue.timeout = 5m
                """);
        List<RawClient> clients = new ArrayList<>(List.of(ask("/0")));
        a.awaitHeld(1);
        for (int i = 1; i <= 5; i++) {
            clients.add(ask("/" + i));
            int waiting = i;
            Eventually.await(i + " wait", () -> pool.waiting() == waiting);
        }
        a.release();
        clients.forEach(client -> assertEquals(200, client.readTo("GET").status()));
        assertEquals(List.of("/0", "/1", "/2", "/3", "/4", "/5"),
                a.requests().stream().map(Message::target).toList());
    }

    @Test
    void turnsAwayThoseWhoWaitTooLong() {
        Backend a = backend("a").holds();
        startPool("""
                pool.web.servers       = ${a} max=1
                pool.web.queue         = 1
                pool.web.queue.timeout = 50ms
                """);
        RawClient served = ask("/");
        a.awaitHeld(1);
        Message late = get("/late").send();
        assertEquals(503, late.status());
        assertEquals("1", late.header("Retry-After"));
        assertEquals("No backend servers available.", late.text());
        a.release();
        assertEquals(200, served.readTo("GET").status());
        assertEquals(1, a.count());
        assertTrue(String.join("\n", lb.awaitAccessLog(2)).contains("queue.timeout"));
    }

    @Test
    void turnsAwayThoseWhoAreTooMany() {
        Backend a = backend("a").holds();
        Pool pool = startPool("""
                pool.web.servers       = ${a} max=1
                pool.web.queue         = 1
                pool.web.queue.timeout = 5m
                """);
        RawClient served = ask("/");
        a.awaitHeld(1);
        RawClient waiting = ask("/waiting");
        Eventually.await("one waits", () -> pool.waiting() == 1);
        Message full = get("/too-many").send();
        assertEquals(503, full.status());
        assertEquals("300", full.header("Retry-After"));
        a.release();
        assertEquals(200, served.readTo("GET").status());
        assertEquals(200, waiting.readTo("GET").status());
    }

    @Test
    void sharesAHeavyLoadAmongServersAtTheirMax() {
        backend("a");
        backend("b");
        Pool pool = startPool("""
                pool.web.servers       = ${a} max=2, ${b} max=1
                pool.web.queue         = 100
                pool.web.queue.timeout = 5m
                """);
        assertEquals("200: 800", get("/").times(50, 16).byStatus());
        assertEquals(0, pool.waiting());
        Eventually.await("nothing is in flight",
                () -> pool.servers().stream().allMatch(server -> server.inFlight() == 0));
    }
}
