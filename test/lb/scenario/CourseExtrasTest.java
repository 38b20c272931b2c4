package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import lb.testing.Backend;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What students of the course added by themselves: its take-home exercises. */
final class CourseExtrasTest extends Scenario {

    @Test
    void weighted() {
        backend("a");
        backend("b");
        start("pool.web.servers = ${a} weight=3, ${b} weight=1");
        assertEquals("a: 30, b: 10", get("/").times(40).byServer());
    }

    @Test
    void processCookieRules() {
        Backend a = backend("a");
        start("""
                pool.web.servers                    = ${a}
                route.web.pool                      = web
                route.web.rewrite.cookie.set.Custom = Test
                route.web.rewrite.cookie.remove     = RemoveMe
                """);
        get("/").header("Cookie", "RemoveMe=1; keep=me").send();
        assertEquals("keep=me; Custom=Test", a.request().header("Cookie"));
    }

    @ParameterizedTest(name = "Browser: {0} gets {1}")
    @CsvSource(textBlock = """
            Chrome,  403
            Firefox, 200
            chrome,  200
            """)
    void firewallHeader(String browser, int status) {
        backend("a");
        start("""
                pool.web.servers               = ${a}
                firewall.chrome.header.Browser = Chrome
                firewall.chrome.action         = deny
                """);
        assertEquals(status, get("/").header("Browser", browser).send().status());
    }

    @Test
    void postHostRoutingMango() {
        Backend a = backend("mango");
        start("""
                pool.mango.servers = ${mango}
                route.mango.host   = www.mango.com
                route.mango.pool   = mango
                """);
        Message answer = post("/", "{\"a\": \"b\"}").host("www.mango.com")
                .header("Content-Type", "application/json").send();
        assertEquals("mango", answer.server());
        assertEquals("{\"a\": \"b\"}", a.request().text());
        assertEquals("application/json", a.request().header("Content-Type"));
    }

    @Test
    void roundRobin() {
        backend("a");
        backend("b");
        backend("c");
        start("pool.web.servers = ${a}, ${b}, ${c}");
        String turns = get("/").times(6).sequence();
        assertEquals(turns.substring(0, 5), turns.substring(6)); // Whoever began.
        assertEquals("a: 10, b: 10, c: 10", get("/").times(30).byServer());
    }

    @Test
    void sourceIpHash() {
        backend("a");
        backend("b");
        start("""
                pool.web.servers   = ${a}, ${b}
                pool.web.algorithm = hash
                trusted-proxies    = 127.0.0.1
                """);
        Set<String> servers = new HashSet<>();
        for (int client = 1; client <= 30; client++) {
            String from = "192.0.2." + client;
            String first = get("/").header("X-Forwarded-For", from).send().server();
            assertEquals(first + ": 3",
                    get("/").header("X-Forwarded-For", from).times(3).byServer(), from);
            servers.add(first);
        }
        assertEquals(Set.of("a", "b"), servers);
    }
}
