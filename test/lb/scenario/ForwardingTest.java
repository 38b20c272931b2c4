package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lb.testing.Backend;
import lb.testing.Call;
import lb.testing.Free;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server learns about a request's way to it, and what no client can make it believe. */
final class ForwardingTest extends Scenario {
    private Backend a;

    private Lb lb(String... lines) {
        a = backend("a");
        return start("pool.web.servers = ${a}\n" + String.join("\n", lines) + "\n");
    }

    private String seen(String field) {
        return String.join(" + ", a.requests().getLast().headers().all(field));
    }

    @Test
    void tellsWhoTheClientIs() {
        Lb lb = lb();
        get("/").host("shop.example:81").send();
        assertEquals("127.0.0.1", seen("X-Forwarded-For"));
        assertEquals("shop.example:81", seen("X-Forwarded-Host"));
        assertEquals("http", seen("X-Forwarded-Proto"));
        assertEquals(String.valueOf(lb.port()), seen("X-Forwarded-Port"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-for", "X-Forwarded-Host",
            "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP",
            "Forwarded"})
    void believesNothingThatAnUntrustedClientSays(String field) {
        lb();
        get("/").header(field, "for=6.6.6.6, 6.6.6.6").header(field, "6.6.6.6").send();
        assertTrue(!a.request().head().contains("6.6.6.6"), a.request()::head);
    }

    @ParameterizedTest(name = "{0} from a trusted proxy: the client is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.7                          | 192.0.2.7
            6.6.6.6, 192.0.2.7                 | 192.0.2.7
            192.0.2.7, 10.9.9.9                | 192.0.2.7
            192.0.2.7, 10.9.9.9, 10.8.8.8      | 192.0.2.7
            6.6.6.6, nonsense, 10.9.9.9        | 10.9.9.9
            2001:db8::7                        | 2001:db8:0:0:0:0:0:7
            ::ffff:192.0.2.7                   | 192.0.2.7
            10.9.9.9                           | 10.9.9.9
            """)
    void walksTheAddressesOfTrustedProxiesFromTheRight(String sent, String client) {
        Lb lb = lb("trusted-proxies = 127.0.0.1, 10.0.0.0/8");
        get("/").header("X-Forwarded-For", sent).send();
        assertEquals(client, lb.awaitAccessLog(1).getFirst().split(" ")[0]);
        assertEquals(sent + ", 127.0.0.1", seen("X-Forwarded-For"));
    }

    @Test
    void keepsWhatATrustedProxyHasTold() {
        lb("trusted-proxies = 127.0.0.1", "route.web.pool = web",
                "route.web.rewrite.request.header.set.X-Seen = {scheme} {client-ip}");
        get("/").header("X-Forwarded-For", "192.0.2.7").header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "shop.example").header("X-Forwarded-Port", "443")
                .send();
        assertEquals("https", seen("X-Forwarded-Proto"));
        assertEquals("shop.example", seen("X-Forwarded-Host"));
        assertEquals("443", seen("X-Forwarded-Port"));
        assertEquals("https 192.0.2.7", seen("X-Seen"));
    }

    @Test
    void tellsNothingWhenItIsOff() {
        lb("forwarded = off", "via = off", "request-id = off");
        Message answer = get("/").header("X-Forwarded-For", "6.6.6.6").send();
        for (String field : List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port",
                "X-Forwarded-Proto", "Forwarded", "Via", "X-Request-Id")) {
            assertEquals(0, a.request().count(field), field);
        }
        assertEquals(0, answer.count("X-Request-Id"));
    }

    @Test
    void makesARequestIdThatServerClientAndLogAgreeOn() {
        Lb lb = lb();
        Message first = get("/").send();
        Message second = get("/").send();
        String id = first.header("X-Request-Id");
        assertTrue(id.matches("[0-9a-f]{32}"), id);
        assertNotEquals(id, second.header("X-Request-Id"));
        assertEquals(id, a.requests().getFirst().header("X-Request-Id"));
        // On two connections: either of them may come first into the log.
        List<String> lines = lb.awaitAccessLog(2);
        assertTrue(lines.stream().anyMatch(line -> line.contains(" id=\"" + id + "\" ")),
                lines::toString);
    }

    @Test
    void keepsTheRequestIdThatCame() {
        lb("request-id = X-Correlation-Id");
        Message answer = get("/").header("X-Correlation-Id", "mine-7").send();
        assertEquals("mine-7", answer.header("X-Correlation-Id"));
        assertEquals("mine-7", seen("X-Correlation-Id"));
    }

    @Test
    void returnsTheRequestIdWithAnswersOfItsOwn() {
        lb("firewall.all.action = deny");
        assertEquals("mine-7", get("/").header("X-Request-Id", "mine-7").send()
                .header("X-Request-Id"));
    }

    @ParameterizedTest(name = "id of {0} characters is replaced: {1}")
    @CsvSource({"128, false", "129, true"})
    void replacesIdsThatFillTheLog(int length, boolean replaced) {
        lb();
        String id = "x".repeat(length);
        assertEquals(replaced, !get("/").header("X-Request-Id", id).send()
                .header("X-Request-Id").equals(id));
    }

    @Test
    void namesItselfInVia() {
        lb("via = edge-1");
        get("/").header("Via", "1.0 elsewhere, 1.1 lb").send();
        assertEquals("1.0 elsewhere, 1.1 lb, 1.1 edge-1", seen("Via"));
    }

    @ParameterizedTest(name = "Via: {0} gets {1}")
    @CsvSource(delimiter = '|', textBlock = """
            1.1 lb                     | 508
            1.0 a, 1.1 lb (x), 1.1 b   | 508
            1.1 lb-2                   | 200
            1.1 notlb                  | 200
            """)
    void noticesARequestThatGoesInCircles(String via, int status) {
        lb();
        assertEquals(status, get("/").header("Via", via).send().status());
        assertEquals(status == 200 ? 1 : 0, a.count());
    }

    @Test
    void breaksALoopThroughItself() {
        String address = "127.0.0.1:" + Free.port();
        Lb lb = start("pool.self.servers = " + address + "\nlisten = " + address + "\n");
        assertEquals(508, get("/").send().status());
        assertEquals(2, lb.awaitAccessLog(2).size());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Connection: close", "Connection: X-Mine, Keep-Alive",
            "Keep-Alive: timeout=5", "Proxy-Connection: keep-alive", "TE: trailers",
            "Trailer: X-Sum", "Proxy-Authorization: Basic eDp5", "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAAQ", "Expect: 100-continue"})
    void keepsToItselfWhatIsAboutOneConnection(String field) {
        lb();
        String[] parts = field.split(": ");
        Call call = get("/").header(parts[0], parts[1]).header("X-Mine", "x");
        assertEquals("a", call.send().text());
        assertEquals(0, a.request().count(parts[0]));
        assertEquals(field.contains("X-Mine") ? 0 : 1, a.request().count("X-Mine"));
    }

    @ParameterizedTest(name = "Connection: {0}")
    @ValueSource(strings = {"X-Forwarded-For", "x-request-id, via", "Host", "Content-Length"})
    void letsNoClientStripWhatIsOurs(String names) {
        lb();
        post("/", "abc").header("Connection", names).host("shop.example").send();
        Message seen = a.request();
        assertEquals("127.0.0.1 1.1 lb shop.example abc", Stream.of("X-Forwarded-For", "Via",
                "Host").map(seen::header).collect(Collectors.joining(" ")) + " " + seen.text());
        assertEquals(1, seen.count("X-Request-Id"));
    }

    @Test
    void addsNoFieldOfTheJdk() {
        lb();
        get("/").send();
        List<String> names = a.request().head().lines().skip(1).filter(line -> !line.isEmpty())
                .map(line -> line.split(":")[0].toLowerCase()).sorted().toList();
        // An empty User-Agent is the closest to none that the JDK's client can be brought to.
        assertEquals(List.of("host", "traceparent", "user-agent", "via", "x-forwarded-for",
                "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-request-id"),
                names);
        assertEquals("", a.request().header("User-Agent"));
    }
}
