package lb.scenario;

import static lb.testing.RawServer.hang;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lb.testing.Backend;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that go, and come back. */
final class FailoverTest extends Scenario {
    private static final String CHECKS = """
            pool.web.health.path      = /up
            pool.web.health.interval  = 20ms
            pool.web.health.timeout   = 10s
            pool.web.outlier.failures = 0
            """;

    @Test
    void takesAServerOutAndInAgainAsItsChecksSay() {
        Backend a = backend("a");
        backend("b");
        Lb lb = start("pool.web.servers = ${a}, ${b}\n" + CHECKS);
        assertEquals("a: 5, b: 5", get("/").times(10).byServer());
        a.answersAt("/up", 500);
        lb.events().await(a.address() + " of pool web is down: status 500 .3 checks in a row");
        assertEquals("b: 10", get("/").times(10).byServer());
        a.answersAt("/up", 200);
        lb.events().await(a.address() + " of pool web is up: status 200 .2 checks in a row");
        assertEquals("a: 5, b: 5", get("/").times(10).byServer());
    }

    @Test
    void noticesThatAServerHasDiedAndThatItIsBack() {
        Backend a = backend("a");
        backend("b");
        Lb lb = start("pool.web.servers = ${a}, ${b}\n" + CHECKS);
        a.stop();
        assertEquals("b: 10", get("/").times(10).byServer()); // Before the checks know, too.
        lb.events().await(a.address() + " of pool web is down: connection refused");
        a.restart();
        lb.events().await(a.address() + " of pool web is up: status 200 .2 checks in a row");
        assertEquals("a: 5, b: 5", get("/").times(10).byServer());
        assertEquals(1, lb.events().count(a.address() + " of pool web is down"));
    }

    @Test
    void knowsEveryServerBeforeTheFirstRequest() {
        deadBackend("dead");
        backend("sick").answersAt("/up", 503);
        backend("well");
        Lb lb = start("pool.web.servers = ${dead}, ${sick}, ${well}\n" + CHECKS);
        assertEquals("well: 6", get("/").times(6).byServer());
        assertTrue(lb.accessLog().stream().noneMatch(line -> line.contains("attempts=2")));
    }

    @Test
    void answers503WhenNobodyIsUpAndServesAgainWhenSomebodyIs() {
        Backend a = backend("a").answersAt("/up", 500);
        Lb lb = start("pool.web.servers = ${a}\n" + CHECKS);
        Message answer = get("/").send();
        assertEquals("503 No backend servers available.", answer.status() + " " + answer.text());
        assertTrue(lb.awaitAccessLog(1).getFirst().endsWith(" reason=\"no server available\""));
        a.answersAt("/up", 200);
        Eventually.await("it serves again", () -> get("/").send().status() == 200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE"})
    void triesTheNextServerWhenOneCannotBeReached(String method) {
        // Whatever the method is: the dead server has not seen anything of the request.
        deadBackend("dead");
        deadBackend("gone");
        Backend a = backend("a");
        Lb lb = start("pool.web.servers = ${dead}, ${gone}, ${a}");
        for (int i = 0; i < 6; i++) {
            assertEquals("a", call(method, "/").body("once").send().server());
        }
        assertEquals(6, a.count());
        assertTrue(a.requests().stream().allMatch(request -> request.text().equals("once")));
        assertTrue(lb.awaitAccessLog(6).stream().allMatch(line ->
                line.contains(" server=" + a.address() + " ")), lb.accessLog()::toString);
    }

    @Test
    void answers502WhenNobodyCanBeReached() {
        deadBackend("dead");
        deadBackend("gone");
        Lb lb = start("pool.web.servers = ${dead}, ${gone}");
        Message answer = get("/").send();
        assertEquals("502 Bad Gateway", answer.status() + " " + answer.text());
        String line = lb.awaitAccessLog(1).getFirst();
        assertTrue(line.contains(" attempts=2 ") && line.contains("cannot connect"), line);
    }

    @Test
    void answers504WhenAServerThinksForTooLong() {
        Backend a = backend("a").holds();
        Lb lb = start("pool.web.servers = ${a}\npool.web.timeout.response = 100ms\n");
        Message answer = get("/").send();
        assertEquals("504 Gateway Timeout", answer.status() + " " + answer.text());
        assertTrue(lb.awaitAccessLog(1).getFirst().contains("timeout.response"));
        Eventually.await("the server's connection is closed", () -> {
            a.release();
            return a.connections() == 0;
        });
    }

    @Test
    void answers502WhenAServerDoesNotEvenConnect() {
        // Nothing in 192.0.2.0/24 (RFC 5737) ever answers; where packets to it are refused at
        // once, connecting fails, which ends the same.
        start("pool.web.servers = 192.0.2.1:80\npool.web.timeout.connect = 100ms\n");
        assertEquals(502, get("/").send().status());
    }

    @Test
    void aServerThatHangsHoldsUpNobodyElse() {
        rawServer("stuck").script(hang());
        backend("a");
        Lb lb = start("""
                pool.stuck.servers = ${stuck}
                pool.web.servers   = ${a}
                route.stuck.path   = /stuck
                route.stuck.pool   = stuck
                route.web.pool     = web
                """);
        for (int i = 0; i < 50; i++) {
            closeLater(lb.connect()).head("GET /stuck HTTP/1.1", "Host: a");
        }
        assertEquals("a: 50", get("/").times(50).byServer());
    }
}
