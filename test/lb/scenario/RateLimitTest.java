package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

class RateLimitTest extends Scenario {
    @Test
    void answersWhatIsTooMuchWithARetryAfter() {
        backend("a");
        var lb = start("""
                pool.web.servers = ${a}
                firewall.flood.path = /api
                firewall.flood.action = limit 1/h burst 3
                """);
        assertEquals("429: 2, a: 3", get("/api").times(5).byServer());
        Message refused = get("/api").send();
        assertEquals("Too Many Requests", refused.text());
        assertTrue(Integer.parseInt(refused.header("Retry-After")) > 3000);
        assertEquals(200, get("/").send().status());
        assertTrue(lb.awaitAccessLog(7).get(5).contains("limited by rule flood"));
    }

    @Test
    void countsRequestsOfEachRouteTogether() {
        backend("a");
        start("""
                pool.web.servers = ${a}
                route.one.path = /one
                route.one.pool = web
                route.two.path = /two
                route.two.pool = web
                firewall.each.action = limit 1/h burst 1 by route
                """);
        assertEquals("200 200 429 429", get("/one").send().status() + " "
                + get("/two").send().status() + " " + get("/one").send().status() + " "
                + get("/two").send().status());
    }

    @Test
    void onlyLogsWhatAnObservedRuleWouldDo() {
        backend("a");
        var lb = start("""
                pool.web.servers = ${a}
                firewall.flood.action = limit 1/h burst 1
                firewall.flood.mode = observe
                firewall.admin.path = /admin
                firewall.admin.action = deny
                firewall.admin.mode = observe
                """);
        assertEquals("a: 2", get("/admin").times(2).byServer());
        String second = lb.awaitAccessLog(2).get(1);
        assertTrue(second.contains("rule flood would limit 1/h burst 1; rule admin would deny"),
                second);
    }
}
