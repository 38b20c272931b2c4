package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import lb.testing.Backend;
import lb.testing.Lb;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a request of those who could. */
final class BalancingTest extends Scenario {

    @ParameterizedTest(name = "weights {0}, {1}, {2}: of {3} requests {4}")
    @CsvSource(delimiter = '|', textBlock = """
            1 | 1 | 1 | 30  | a: 10, b: 10, c: 10
            5 | 1 | 1 | 28  | a: 20, b: 4, c: 4
            3 | 2 | 0 | 25  | a: 15, b: 10
            0 | 0 | 1 | 5   | c: 5
            """)
    void roundRobinKeepsToTheWeightsExactly(int a, int b, int c, int requests, String shares) {
        backend("a");
        backend("b");
        backend("c");
        start("pool.web.servers = ${a} weight=%d, ${b} weight=%d, ${c} weight=%d"
                .formatted(a, b, c));
        assertEquals(shares, get("/").times(requests).byServer());
    }

    @Test
    void roundRobinIsSmooth() {
        backend("a");
        backend("b");
        start("pool.web.servers = ${a} weight=3, ${b} weight=1");
        String turns = get("/").times(12).sequence().replace(" ", "");
        assertTrue(!turns.contains("aaaa") && !turns.contains("bb"), turns);
    }

    @Test
    void roundRobinStaysExactUnderManyClients() {
        backend("a");
        backend("b");
        backend("c");
        start("pool.web.servers = ${a} weight=2, ${b} weight=1, ${c} weight=1");
        assertEquals("a: 200, b: 100, c: 100", get("/").times(50, 8).byServer());
    }

    @Test
    void randomFollowsTheWeightsByAndLarge() {
        backend("a");
        Backend b = backend("b");
        start("pool.web.servers = ${a} weight=3, ${b} weight=1\npool.web.algorithm = random");
        assertEquals("200: 400", get("/").times(100, 4).byStatus());
        assertTrue(b.count() > 50 && b.count() < 150, "b has " + b.count() + " of 400");
    }

    @Test
    void leastConnectionsGoesWhereLeastIsInFlight() {
        Backend a = backend("a").holds();
        Backend b = backend("b").holds();
        Backend c = backend("c").holds();
        Lb lb = start("""
                pool.web.servers   = ${a}, ${b}, ${c} weight=2
                pool.web.algorithm = least-connections
                """);
        for (int i = 0; i < 8; i++) {
            closeLater(lb.connect()).head("GET / HTTP/1.1", "Host: a");
        }
        a.awaitHeld(2);
        b.awaitHeld(2);
        c.awaitHeld(4);
    }

    @Test
    void leastConnectionsFillsTheServerThatIsFree() {
        Backend a = backend("a").holds();
        Backend b = backend("b").holds();
        Lb lb = start("""
                pool.web.servers   = ${a}, ${b}
                pool.web.algorithm = least-connections
                """);
        for (int i = 0; i < 6; i++) {
            connect().head("GET / HTTP/1.1", "Host: a");
        }
        a.awaitHeld(3);
        b.awaitHeld(3);
        a.release();
        lb.awaitAccessLog(3);
        assertEquals("a: 10", get("/").times(10).byServer());
        assertEquals(3, b.count());
    }

    @Test
    void hashKeepsAClientOnItsServer() {
        backend("a");
        backend("b");
        Map<String, String> places = new HashMap<>();
        String text = """
                pool.web.servers   = ${a}, ${b}
                pool.web.algorithm = hash
                trusted-proxies    = 127.0.0.1
                """;
        start(text);
        for (int i = 0; i < 50; i++) {
            places.put("10.1.1." + i, from("10.1.1." + i));
        }
        assertTrue(places.containsValue("a") && places.containsValue("b"), places::toString);
        start(text.replace("${a}, ${b}", "${b}, ${a}")); // Another replica, written otherwise.
        places.forEach((client, server) -> assertEquals(server, from(client), client));
    }

    private String from(String client) {
        return get("/").header("X-Forwarded-For", client).send().server();
    }

    @ParameterizedTest(name = "{0} {1}, streamed: {2}")
    @CsvSource(textBlock = """
            GET,  200, false
            GET,  200, true
            HEAD, 200, false
            GET,  204, false
            """)
    void aClientsNextRequestFindsTheServerFree(String method, int status, boolean streamed) {
        // The slot was given back after the answer's last byte: too late for a quick client.
        backend("a").serves(exchange -> {
            if (!streamed) {
                exchange.answer(status, "a");
                return;
            }
            exchange.stream(status);
            exchange.chunk("a");
            exchange.end();
        });
        start("pool.web.servers = ${a} max=1");
        assertEquals(status + ": 300", call(method, "/").times(300).byStatus());
    }

    @Test
    void aClientsNextRequestFindsTheServerFreeThatHasFailed() {
        backend("a").serves(exchange -> exchange.abort());
        start("""
                pool.web.servers          = ${a} max=1
                pool.web.outlier.failures = 0
                """);
        assertEquals("502: 100", post("/", "x").times(100).byStatus());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"round-robin", "random", "least-connections", "hash"})
    void servesAllClientsWithEveryAlgorithm(String algorithm) {
        backend("a");
        backend("b");
        start("pool.web.servers = ${a}, ${b}\npool.web.algorithm = " + algorithm);
        assertEquals("200: 120", get("/").times(20, 6).byStatus());
    }
}
