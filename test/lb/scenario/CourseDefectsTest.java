package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import lb.testing.Backend;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the course's finished code gets wrong: each of these tests fails on it. */
final class CourseDefectsTest extends Scenario {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"host = www.mango.com", "path = /mango"})
    void countsRequestsInFlightHoweverTheyAreRouted(String condition) {
        // The course counts only on the branch that routes by path.
        Backend a = backend("a").holds();
        Backend b = backend("b").holds();
        start("""
                pool.web.servers   = ${a}, ${b}
                pool.web.algorithm = least-connections
                route.web.pool     = web
                route.web.%s
                """.formatted(condition));
        for (int i = 0; i < 4; i++) {
            connect().head("GET /mango HTTP/1.1", "Host: www.mango.com");
        }
        a.awaitHeld(2);
        b.awaitHeld(2);
    }

    @Test
    void countsARequestOutWhenItFails() {
        // The course does not, so that a server that failed once looks busy for ever.
        AtomicBoolean broken = new AtomicBoolean(true);
        Backend a = backend("a").serves(exchange -> {
            if (broken.getAndSet(false)) {
                exchange.abort();
            } else {
                exchange.answer(200, "a");
            }
        });
        backend("b");
        start("""
                pool.web.servers   = ${a}, ${b}
                pool.web.algorithm = least-connections
                """);
        for (int i = 0; i < 4 && broken.get(); i++) {
            post("/", "x").send();
        }
        assertFalse(broken.get());
        get("/").times(20);
        assertTrue(a.count() > 5, "a was asked " + a.count() + " times");
    }

    @ParameterizedTest(name = "{0} {1} arrives as it was sent")
    @CsvSource(textBlock = """
            GET,    /a/b/c
            GET,    /?a=1&a=2&b
            POST,   /form?x=%20
            PUT,    /deep/er/path/
            DELETE, /v1/things/7
            PATCH,  /a%20b;c=d
            """)
    void forwardsMethodPathQueryAndBody(String method, String target) {
        // The course knows GET and one segment, and forwards any path but v1 as "/".
        Backend a = backend("a");
        start("""
                pool.web.servers     = ${a}
                route.by-host.host   = www.mango.com
                route.by-host.pool   = web
                route.by-path.path   = /
                route.by-path.pool   = web
                """);
        for (String host : new String[] {"www.mango.com", "elsewhere.example"}) {
            assertEquals(200, call(method, target).host(host).body("b=1").send().status());
            Message seen = a.requests().getLast();
            assertEquals(method + " " + target + " b=1",
                    seen.method() + " " + seen.target() + " " + seen.text());
        }
    }

    @Test
    void changesNothingWithoutARewrite() {
        // The course fails with a KeyError on /v1 of a host that has no rewrite rules.
        Backend a = backend("a").answersAt("/v1", 200);
        start("pool.web.servers = ${a}");
        assertEquals(200, get("/v1").send().status());
        assertEquals("/v1", a.request().target());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/", "/messages", "/messages/", "/%6dessages", "/messages;x",
            "/messages/7", "/./messages", "/x/../messages", "/x/%2e%2e/messages", "/;x/messages",
            "/messages%2f", "/messages%00", "/x/..%2fmessages", "/x//../messages", "//messages/"})
    void deniesAPathHoweverItIsSpelled(String target) {
        // The course compares "/" + path with the rule: the root is "//", and one spelling hits.
        Backend a = backend("a");
        start("""
                pool.web.servers       = ${a}
                firewall.paths.path    = =/, /messages
                firewall.paths.action  = deny
                """);
        int status = get(target).send().status();
        assertEquals(0, a.count());
        // What two parties could read differently is refused before any rule is asked.
        assertEquals(target.matches(".*%2f.*|.*%00|.*//.*") ? 400 : 403, status);
    }

    @Test
    void asksTheFirewallAboutRequestsForAnyHost() {
        // The course asks it only when a configured host was named.
        Backend a = backend("a");
        start("""
                pool.web.servers       = ${a}
                firewall.paths.path    = /messages
                firewall.paths.action  = deny
                """);
        for (String host : new String[] {"www.apple.com", "unknown.example", "127.0.0.1"}) {
            assertEquals(403, get("/messages").host(host).send().status());
        }
        assertEquals(0, a.count());
    }

    @Test
    void checksServersInTheBackgroundAlone() {
        // The course checks every server of every pool on every request, one after the other.
        Backend a = backend("a");
        deadBackend("dead");
        start("""
                pool.web.servers         = ${a}, ${dead}
                pool.web.health.path     = /healthcheck
                pool.web.health.interval = 1h
                pool.web.health.timeout  = 30s
                """);
        assertEquals("a: 20", get("/").times(20).byServer());
        assertEquals(1, a.count("/healthcheck"));
    }

    @Test
    void answersForAServerThatFails() {
        // The course answers 500 with a stack trace.
        backend("broken").serves(exchange -> exchange.reset());
        Backend slow = backend("slow").holds();
        start("""
                pool.broken.servers        = ${broken}
                pool.slow.servers          = ${slow}
                pool.slow.timeout.response = 100ms
                route.broken.path          = /broken
                route.broken.pool          = broken
                route.slow.path            = /slow
                route.slow.pool            = slow
                """);
        Message broken = post("/broken", "x").send();
        assertEquals("502 Bad Gateway", broken.status() + " " + broken.text());
        Message late = post("/slow", "x").send();
        assertEquals("504 Gateway Timeout", late.status() + " " + late.text());
        slow.release();
    }

    @Test
    void passesTheFieldsOfAnAnswerOn() {
        // The course returns body and status alone.
        backend("a").serves(exchange -> exchange.with("Content-Type", "image/png")
                .with("Set-Cookie", "a=1").with("Set-Cookie", "b=2").with("ETag", "\"x\"")
                .answer(200, "a"));
        start("pool.web.servers = ${a}");
        Message answer = get("/").send();
        assertEquals("image/png", answer.header("Content-Type"));
        assertEquals("\"x\"", answer.header("ETag"));
        assertEquals(2, answer.count("Set-Cookie"));
    }

    @ParameterizedTest(name = "Host: {0}")
    @ValueSource(strings = {"www.mango.com", "WWW.Mango.COM", "www.mango.com:8080",
            "www.mango.com.", "www.mango.com:80"})
    void comparesHostsWithoutCaseAndPort(String host) {
        backend("a");
        start("""
                pool.web.servers  = ${a}
                route.mango.host  = www.mango.com
                route.mango.pool  = web
                """);
        assertEquals("a", get("/").host(host).send().server());
    }

    @Test
    void leavesRedirectsToTheClient() {
        // The course's HTTP library follows them itself.
        Backend other = backend("other");
        backend("a").serves(exchange ->
                exchange.with("Location", "http://" + other.address() + "/x").answer(302, ""));
        start("pool.web.servers = ${a}");
        Message answer = get("/").send();
        assertEquals("302 http://" + other.address() + "/x",
                answer.status() + " " + answer.header("Location"));
        assertEquals(0, other.count());
    }
}
