package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import lb.testing.Backend;
import lb.testing.Lb;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line that each request leaves behind. */
final class AccessLoggingTest extends Scenario {
    private static final String TIME =
            "\\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\]";
    private static final String MILLIS = "\\d+\\.\\d+";

    private Lb lb(String format) {
        backend("a").answers(201, "four");
        return start("""
                pool.web.servers       = ${a}
                route.shop.host        = shop.example
                route.shop.pool        = web
                firewall.admin.path    = /admin
                firewall.admin.action  = deny
                log.format             = %s
                """.formatted(format));
    }

    private void send() {
        post("/p?q=1", "abc").host("Shop.example").header("X-Request-Id", "id-7")
                .header("Referer", "http://r.example/").header("User-Agent", "Test \"1\"").send();
    }

    private String server(Lb lb) {
        return variables().get("a").replace(".", "\\.");
    }

    private static void assertMatches(String regex, String line) {
        assertTrue(line.matches(regex), line);
    }

    @Test
    void common() {
        Lb lb = lb("common");
        send();
        assertMatches("127\\.0\\.0\\.1 - - " + TIME + " \"POST /p\\?q=1 HTTP/1\\.1\" 201 4"
                + " host=\"shop\\.example\" route=shop pool=web server=" + server(lb)
                + " attempts=1 lb=" + MILLIS + " upstream=" + MILLIS
                + " in=3 id=\"id-7\" reason=\"-\"", lb.awaitAccessLog(1).getFirst());
    }

    @Test
    void combined() {
        Lb lb = lb("combined");
        send();
        assertMatches("127\\.0\\.0\\.1 - - " + TIME + " \"POST /p\\?q=1 HTTP/1\\.1\" 201 4"
                + " \"http://r\\.example/\" \"Test \\S+1\\S+\""
                + " host=\"shop\\.example\" route=shop pool=web server=" + server(lb)
                + " attempts=1 lb=" + MILLIS + " upstream=" + MILLIS
                + " in=3 id=\"id-7\" reason=\"-\"", lb.awaitAccessLog(1).getFirst());
    }

    @Test
    void json() {
        Lb lb = lb("json");
        send();
        assertMatches("\\{\"time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                + "\"client\":\"127\\.0\\.0\\.1\",\"id\":\"id-7\","
                + "\"trace\":\"[0-9a-f]{32}\",\"method\":\"POST\","
                + "\"target\":\"/p\\?q=1\",\"protocol\":\"HTTP/1\\.1\",\"host\":\"shop\\.example\","
                + "\"referer\":\"http://r\\.example/\",\"userAgent\":\"Test \\\\\"1\\\\\"\","
                + "\"status\":201,\"bytesSent\":4,\"bytesReceived\":3,\"route\":\"shop\","
                + "\"pool\":\"web\",\"server\":\"" + server(lb) + "\",\"attempts\":1,"
                + "\"lbMillis\":" + MILLIS + ",\"upstreamMillis\":" + MILLIS
                + ",\"reason\":\"\"\\}",
                lb.awaitAccessLog(1).getFirst());
    }

    @ParameterizedTest(name = "{0}{1}: {2}, {3}")
    @CsvSource(textBlock = """
            shop.example, /admin, 403, denied by rule admin
            none.example, /x,     404, no route
            shop.example, /a%2Fb, 400, encoded slash
            """)
    void saysWhyAnAnswerIsLbsOwn(String host, String target, int status, String reason) {
        Lb lb = lb("common");
        int bytes = get(target).host(host).send().body().length;
        String line = lb.awaitAccessLog(1).getFirst();
        assertTrue(line.contains("\" " + status + " " + bytes + " "), line);
        assertTrue(line.contains(" route=- pool=- server=- attempts=0 "), line);
        assertTrue(line.endsWith(" reason=\"" + reason + "\""), line);
    }

    @Test
    void countsBytesOfChunkedBodies() {
        Backend a = backend("a").serves(exchange -> {
            exchange.stream(200);
            exchange.chunk("12345");
            exchange.chunk("678");
            exchange.end();
        });
        Lb lb = start("pool.web.servers = " + a.address());
        get("/").send();
        assertTrue(lb.awaitAccessLog(1).getFirst().contains("\" 200 8 "));
    }

    @Test
    void writesOneLineForEachRequestWhateverItHolds() {
        Lb lb = lb("combined");
        get("/").header("User-Agent", "a\tb \" \\").header("Referer", "x").send();
        get("/?x='%0a\"").send(); // Refused by the JDK, which logs nothing.
        get("/2").send();
        assertEquals(2, lb.awaitAccessLog(2).size());
    }

    @Test
    void tellsWhoHasSeenTheStatusFromWhoWentAwayBefore() throws IOException {
        Backend a = backend("a").holds().serves(exchange -> {
            exchange.stream(200);
            for (int i = 0; i < 100_000; i++) { // Until nobody takes it any more.
                exchange.chunk("0123456789");
            }
        });
        Lb lb = start("pool.web.servers = " + a.address());
        RawClient early = closeLater(lb.connect()).head("GET /early HTTP/1.1", "Host: a");
        a.awaitHeld(1);
        early.reset();
        a.release();
        String line = lb.awaitAccessLog(1).getFirst();
        assertMatches(".*\"GET /early HTTP/1.1\" 499 0 .*reason=\"client went away\"", line);
        RawClient late = closeLater(lb.connect()).head("GET /late HTTP/1.1", "Host: a");
        late.in().readNBytes(50_000); // lb has more than begun to send.
        late.reset();
        assertMatches(".*\"GET /late HTTP/1.1\" 200 .*reason=\"client went away\"",
                lb.awaitAccessLog(2).getLast());
    }

    @Test
    void writesNothingWhenItIsOff() {
        backend("a");
        Lb lb = start("pool.web.servers = ${a}\nlog.access = off\n");
        assertEquals("a: 3", get("/").times(3).byServer());
        assertEquals(0, lb.accessLog().size());
    }

    @Test
    void tellsOnStartWhatItIsAboutToDo() {
        backend("a");
        deadBackend("dead");
        Lb lb = start("""
                pool.web.servers        = ${a}, ${dead}
                pool.web.health.path    = /
                pool.web.health.timeout = 20s
                route.shop.host        = shop.example
                route.shop.pool        = web
                route.old.path         = /old
                route.old.redirect     = 301 /new
                """);
        String said = lb.events().toString();
        for (String part : new String[] {"pool web: round-robin over " + variables().get("a")
                + " (up), " + variables().get("dead") + " (down: connection refused)",
            "route shop: ", "-> pool web", "-> redirect 301 /new",
            "listening on http://127.0.0.1:" + lb.port()}) {
            assertTrue(said.contains(part), () -> part + " is not in\n" + said);
        }
    }
}
