package lb.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import lb.http.Json;
import lb.testing.Backend;
import lb.testing.Call;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/** What the admin listener shows and does, asked over its socket. */
final class AdminTest extends Scenario {
    private static final String FILE = """
            pool.web.servers = ${a}, ${b} weight=3
            pool.api.servers = ${b}
            route.api.path = /api
            route.api.pool = api
            route.web.pool = web
            firewall.bots.header.User-Agent = ~bot
            firewall.bots.action = deny
            admin = 127.0.0.1:0
            """;
    private Lb lb;

    private void start() {
        backend("a");
        backend("b");
        lb = start(FILE);
    }

    private Map<?, ?> status() {
        return object(lb.admin("GET", "/api/status").send());
    }

    private static Map<?, ?> object(Message message) {
        assertEquals("application/json", message.header("Content-Type"));
        return (Map<?, ?>) Json.parse(message.text());
    }

    /** A value in nested objects and arrays: {@code at(status, "pools", 0, "name")}. */
    private static Object at(Object value, Object... path) {
        Object found = value;
        for (Object step : path) {
            found = step instanceof Integer index ? ((List<?>) found).get(index)
                    : ((Map<?, ?>) found).get(step);
        }
        return found;
    }

    private Call change(String path, String body) {
        return lb.admin("POST", path).header("Content-Type", "application/json").body(body);
    }

    private String server(String name, String what) {
        return "/api/pools/web/servers/" + variables().get(name) + "/" + what;
    }

    @Test
    void showsWhatRuns() {
        start();
        assertEquals(8, get("/").times(8).all().size());
        Map<?, ?> status = status();
        assertEquals("serving", at(status, "state"));
        assertEquals(true, at(status, "ready"));
        assertEquals("127.0.0.1:" + lb.port(), at(status, "listeners", 0, "address"));
        assertEquals("web", at(status, "pools", 0, "name"));
        assertEquals("round-robin", at(status, "pools", 0, "algorithm"));
        assertEquals(variables().get("a"), at(status, "pools", 0, "servers", 0, "name"));
        assertEquals("up", at(status, "pools", 0, "servers", 0, "state"));
        assertEquals("not checked", at(status, "pools", 0, "servers", 0, "reason"));
        assertEquals(2L, at(status, "pools", 0, "servers", 0, "requests"));
        assertEquals(6L, at(status, "pools", 0, "servers", 1, "requests"));
        assertEquals(3L, at(status, "pools", 0, "servers", 1, "weight"));
        assertEquals(0.75, at(status, "pools", 0, "servers", 1, "share"));
        assertEquals("api", at(status, "routes", 0, "name"));
        assertEquals("pool api", at(status, "routes", 0, "action"));
        assertEquals("bots", at(status, "firewall", 0, "name"));
        assertEquals("enforce", at(status, "firewall", 0, "mode"));
    }

    @Test
    void showsHowServersWereChosen() {
        start();
        Eventually.await("a decision", () -> {
            get("/cart?card=1234").send();
            return !((List<?>) at(status(), "decisions")).isEmpty();
        });
        Object decision = at(status(), "decisions", 0);
        assertEquals("GET 127.0.0.1/cart", at(decision, "request"));
        assertEquals("web", at(decision, "pool"));
        assertTrue(variables().containsValue(at(decision, "server")), decision.toString());
        assertEquals("whose turn it is", at(decision, "why"));
        assertEquals(variables().get("a"), at(decision, "candidates", 0, "server"));
        assertEquals("", at(decision, "candidates", 0, "reason"));
        assertEquals(variables().get("b"), at(decision, "candidates", 1, "server"));
        assertEquals(0L, at(decision, "others"));
    }

    @Test
    void servesTheDashboardFromTheJar() {
        start();
        Message page = lb.admin("GET", "/").send();
        assertEquals(200, page.status());
        assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
        assertTrue(page.text().startsWith("<!DOCTYPE html>"), page.text());
        assertTrue(page.header("Content-Security-Policy").contains("frame-ancestors 'none'"));
    }

    @Test
    void drainsAServerAndBringsItBack() {
        start();
        Map<?, ?> drained = object(change(server("a", "drain"), "{}").send());
        assertEquals("drain", at(drained, "state"));
        assertEquals("drained by hand", at(drained, "reason"));
        assertEquals("b: 8", get("/").times(8).byServer());
        assertEquals("up", at(object(change(server("a", "ready"), "").send()), "state"));
        assertEquals("a: 2, b: 6", get("/").times(8).byServer());
        assertEquals("down", at(object(change(server("a", "down"), "{}").send()), "state"));
        assertEquals("b: 8", get("/").times(8).byServer());
    }

    @Test
    void givesAServerAnotherWeight() {
        start();
        Map<?, ?> server = object(change(server("a", "weight"), "{\"weight\": 9}").send());
        assertEquals(9L, at(server, "weight"));
        assertEquals("a: 9, b: 3", get("/").times(12).byServer());
        Message wrong = change(server("a", "weight"), "{\"weight\": 65536}").send();
        assertEquals(400, wrong.status());
        assertEquals("weight 65536 is out of range; write 0 to 65535", at(object(wrong), "error"));
    }

    @Test
    void saysWhatThereIsInPlaceOfWhatThereIsNot() {
        start();
        Message pool = change("/api/pools/wed/servers/a:1/drain", "{}").send();
        assertEquals(404, pool.status());
        assertEquals("there is no pool wed; the pools are: api, web", at(object(pool), "error"));
        Message server = change("/api/pools/api/servers/a:1/drain", "{}").send();
        assertEquals(404, server.status());
        assertEquals("pool api has no server a:1; there are: " + variables().get("b"),
                at(object(server), "error"));
    }

    @Test
    void reloads() {
        start();
        Map<?, ?> nothing = object(change("/api/reload", "{}").send());
        assertEquals(false, at(nothing, "changed"));
        lb.write(FILE.replace("weight=3", "weight=1"));
        Map<?, ?> changed = object(change("/api/reload", "").send());
        assertEquals(true, at(changed, "changed"));
        assertEquals("pool web: " + variables().get("b") + " weight=3 -> "
                + variables().get("b") + " weight=1", at(changed, "differences", 0));
        lb.write(FILE.replace("weight=3", "weight=x"));
        Message refused = change("/api/reload", "{}").send();
        assertEquals(422, refused.status());
        assertEquals(1L, at(object(refused), "problems", 0, "line"));
        assertEquals(1L, at(status(), "pools", 0, "servers", 1, "weight"));
    }

    @Test
    void isReadyWhileEveryPoolThatMattersHasAServer() {
        start();
        assertEquals(200, lb.admin("GET", "/health/live").send().status());
        assertEquals(200, lb.admin("GET", "/health/ready").send().status());
        change("/api/pools/api/servers/" + variables().get("b") + "/down", "{}").send();
        Message unready = lb.admin("GET", "/health/ready").send();
        assertEquals(503, unready.status());
        assertEquals("pool api has no server available", at(object(unready), "notReady", 0));
        lb.reload(FILE + "admin.ready = web\n");
        assertEquals(200, lb.admin("GET", "/health/ready").send().status());
        assertEquals(200, lb.admin("GET", "/health/live").send().status());
    }

    @Test
    void isNotReadyWhileDraining() throws InterruptedException {
        Backend held = backend("a").holds();
        lb = start("pool.web.servers = ${a}\nadmin = 127.0.0.1:0\ntimeout.drain = 10s\n");
        var client = connect().head("GET / HTTP/1.1", "Host: a");
        Eventually.await("the request in flight", () -> at(status(), "inFlight").equals(1L));
        Thread drain = Thread.ofPlatform().daemon().start(lb.balancer()::drain);
        Eventually.await("the drain", () -> at(status(), "state").equals("draining"));
        assertEquals(503, lb.admin("GET", "/health/ready").send().status());
        assertEquals(200, lb.admin("GET", "/health/live").send().status());
        held.release();
        assertEquals(200, client.read().status());
        drain.join(10_000);
    }

    @Test
    void movesToAnotherAddressOnReload() {
        start();
        int before = lb.adminPort();
        lb.reload(FILE.replace("admin = 127.0.0.1:0", "admin = localhost:0"));
        assertTrue(lb.adminPort() != before, "still there");
        assertEquals(200, lb.admin("GET", "/health/live").send().status());
        lb.reload(FILE.replace("admin = 127.0.0.1:0", "admin = off"));
        assertTrue(lb.balancer().adminAddress().isEmpty());
    }
}
