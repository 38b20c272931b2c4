package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lb.testing.Backend;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the firewall lets through, and how one sees what it did. */
final class FirewallingTest extends Scenario {

    @ParameterizedTest(name = "{0} {1} from {2} gets {3} and the log says {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # method | target     | from         | status | reason
            GET      | /admin     | 192.0.2.7    | 403    | denied by rule admin
            GET      | /admin/x   | 192.0.2.7    | 403    | denied by rule admin
            GET      | /admin     | 10.0.0.7     | 200    | -
            GET      | /hidden    | 192.0.2.7    | 404    | denied by rule hidden
            GET      | /hidden    | 10.0.0.7     | 200    | -
            DELETE   | /x         | 192.0.2.7    | 405    | denied by rule read-only
            GET      | /x         | 192.0.2.7    | 200    | -
            """)
    void firstRuleThatMatchesDecides(String method, String target, String from, int status,
            String reason) {
        Backend a = backend("a");
        Lb lb = start("""
                pool.web.servers          = ${a}
                trusted-proxies           = 127.0.0.1
                firewall.office.ip        = 10.0.0.0/8
                firewall.office.action    = allow
                firewall.admin.path       = /admin
                firewall.admin.action     = deny
                firewall.hidden.path      = /hidden
                firewall.hidden.action    = deny 404
                firewall.read-only.method = !GET, !HEAD
                firewall.read-only.action = deny 405
                """);
        assertEquals(status, call(method, target).header("X-Forwarded-For", from).send().status());
        assertEquals(status == 200 ? 1 : 0, a.count());
        String line = lb.awaitAccessLog(1).getFirst();
        assertTrue(line.startsWith(from + " "), line);
        assertTrue(line.endsWith(" reason=\"" + reason + "\""), line);
    }

    @Test
    void observesWithoutDenying() {
        backend("a");
        Lb lb = start("""
                pool.web.servers      = ${a}
                firewall.bots.path    = /secret
                firewall.bots.action  = deny
                firewall.bots.mode    = observe
                """);
        assertEquals("a", get("/secret").send().server());
        String line = lb.awaitAccessLog(1).getFirst();
        assertTrue(line.contains(" 200 1 ") && line.contains("bots"), line);
    }

    @Test
    void observingLeavesTheNextRuleToDecide() {
        backend("a");
        start("""
                pool.web.servers      = ${a}
                firewall.*.mode       = observe
                firewall.bots.path    = /secret
                firewall.bots.action  = deny 404
                firewall.all.path     = /
                firewall.all.mode     = enforce
                firewall.all.action   = deny 410
                """);
        assertEquals(410, get("/secret").send().status());
    }

    @Test
    void deniesBeforeTheBodyIsRead() {
        Backend a = backend("a");
        start("""
                pool.web.servers      = ${a}
                firewall.all.path     = /
                firewall.all.action   = deny
                """);
        Message answer = post("/", "x".repeat(100_000)).send();
        assertEquals("403 Forbidden", answer.status() + " " + answer.text());
        assertEquals(0, a.count());
    }

    @Test
    void aHostInARuleIsComparedAsInARoute() {
        backend("a");
        start("""
                pool.web.servers      = ${a}
                firewall.shop.host    = *.shop.example
                firewall.shop.action  = deny
                """);
        assertEquals(403, get("/").host("WWW.shop.example:80").send().status());
        assertEquals(403, get("/").host("www.shop.example.").send().status());
        assertEquals(200, get("/").host("shop.example").send().status());
    }
}
