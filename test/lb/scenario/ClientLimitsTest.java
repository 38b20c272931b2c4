package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import lb.testing.Backend;
import lb.testing.End;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.LbProcess;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may use of lb: sizes, times, connections. */
final class ClientLimitsTest extends Scenario {
    private static final String BIG = "x".repeat(64 * 1024);

    @ParameterizedTest(name = "{0} of {1} gets {2}")
    @CsvSource(textBlock = """
            uri,         100,    200
            uri,         101,    414
            uri,         20000,  414
            headers,     1000,   200
            headers,     1001,   431
            headers,     100000, 431
            header-count, 10,    200
            header-count, 11,    431
            header-count, 300,   431
            body,        1000,   200
            body,        1001,   413
            chunked body, 1000,  200
            chunked body, 1001,  413
            """)
    void sizes(String limit, int size, int status) {
        Backend a = backend("a").serves(exchange -> {
            exchange.bytes();
            exchange.answer(200, "");
        });
        start("""
                pool.web.servers = ${a}
                limit.uri = 100
                limit.headers = 1000
                limit.header-count = 10
                limit.body = 1000
                """);
        RawClient client = connect();
        client.send(request(limit, size));
        Message answer = client.read();
        assertEquals(status, answer.status(), answer.toString());
        if (status == 200) {
            assertEquals(1, a.count());
        } else {
            assertEquals(End.CLOSE, client.awaitEnd());
            assertTrue(a.count() == 0 || limit.equals("chunked body"));
        }
    }

    private static String request(String limit, int size) {
        String get = "GET / HTTP/1.1\r\nHost: a\r\n";
        return switch (limit) {
            case "uri" -> "GET /" + "x".repeat(size - 1) + " HTTP/1.1\r\nHost: a\r\n\r\n";
            // Names and values, and for each field four bytes of punctuation.
            case "headers" -> get + "X: " + "x".repeat(size - 4 - 5 - 5) + "\r\n\r\n";
            case "header-count" -> get + "A: b\r\n".repeat(size - 1) + "\r\n";
            case "body" -> get + "Content-Length: " + size + "\r\n\r\n" + "x".repeat(size);
            default -> get + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"
                    + Integer.toHexString(size - 1) + "\r\n" + "x".repeat(size - 1)
                    + "\r\n0\r\n\r\n";
        };
    }

    @Test
    void refusesABodyInTheMiddleOfItsUpload() {
        backend("a").serves(exchange -> exchange.answer(200, String.valueOf(exchange.bytes())));
        start("pool.web.servers = ${a}\nlimit.body = 100k");
        RawClient client = connect().head("POST / HTTP/1.1", "Host: a",
                "Transfer-Encoding: chunked");
        client.chunk(BIG).chunk(BIG);
        Message answer = client.read();
        assertEquals("413 LENGTH", answer.status() + " " + answer.end());
        assertEquals(End.CLOSE, client.awaitEnd());
    }

    @Test
    void answersBeforeItClosesOnAClientThatGoesOnSending() throws IOException {
        backend("a");
        start("pool.web.servers = ${a}\nlimit.body = 100k");
        RawClient client = connect().head("POST / HTTP/1.1", "Host: a",
                "Content-Length: " + 64 * BIG.length());
        for (int i = 0; i < 64; i++) { // More than the buffers between us hold.
            client.send(BIG);
        }
        assertEquals(413, client.read().status());
        assertEquals(200, get("/").send().status());
    }

    @Test
    void doesNotWaitForTheRestOfARequestThatWasAnswered() {
        backend("a");
        Lb lb = start("""
                pool.web.servers = ${a}
                firewall.x.path = /denied
                firewall.x.action = deny
                """);
        RawClient client = connect().head("POST /denied HTTP/1.1", "Host: a", "Content-Length: 10");
        assertEquals(403, client.send("1").read().status());
        assertEquals(End.CLOSE, client.awaitEnd());
        assertTrue(lb.awaitAccessLog(1).getFirst().contains("denied by rule x"));
    }

    @Test
    void keepsTheConnectionWhenTheRestOfTheRequestIsShort() {
        backend("a");
        start("""
                pool.web.servers = ${a}
                firewall.x.path = /denied
                firewall.x.action = deny
                """);
        RawClient client = connect();
        for (int i = 0; i < 3; i++) {
            client.head("POST /denied HTTP/1.1", "Host: a", "Content-Length: 10");
            assertEquals(403, client.send("0123456789").read().status());
        }
    }

    @Test
    void closesWhatTheJdkDoesNotEvenRead() {
        backend("a");
        start("pool.web.servers = ${a}");
        RawClient client = connect();
        try {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(1 << 20));
        } catch (UncheckedIOException reset) {
            return;
        }
        assertTrue(List.of(End.CLOSE, End.RESET).contains(client.awaitEnd()));
    }

    @ParameterizedTest(name = "a head that stops at \"{0}\" is given up")
    @ValueSource(strings = {"G", "GET / HTTP/1.1", "GET / HTTP/1.1~", "GET / HTTP/1.1~Host: a~X",
        "GET / HTTP/1.1~Host: a~"})
    void endsASlowHead(String head) {
        backend("a");
        Lb lb = start("pool.web.servers = ${a}\ntimeout.request = 300ms");
        RawClient client = connect().send(head.replace("~", "\r\n"));
        assertEquals(End.CLOSE, client.awaitEnd());
        assertTrue(lb.awaitAccessLog(1).getFirst().contains("timeout.request"));
    }

    @Test
    void endsAHeadThatComesAByteAtATime() {
        Backend a = backend("a");
        start("pool.web.servers = ${a}\ntimeout.request = 300ms");
        RawClient client = connect().send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
        assertTrue(drips(client, "y"), "still open");
        assertEquals(0, a.count());
    }

    /** Sends a byte every few milliseconds until the connection ends; whether it did in time. */
    private static boolean drips(RawClient client, String drop) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() - end < 0) {
            try {
                client.send(drop);
            } catch (UncheckedIOException closed) {
                return true;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return false;
    }

    @ParameterizedTest(name = "a body that falls silent gets 408: {0}")
    @ValueSource(strings = {"Content-Length: 10~~", "Content-Length: 10~~abc",
        "Transfer-Encoding: chunked~~", "Transfer-Encoding: chunked~~a~abc",
        "Transfer-Encoding: chunked~~3~abc~", "Transfer-Encoding: chunked~~3~abc~0~"})
    void answersASlowBody(String rest) {
        backend("a");
        Lb lb = start("pool.web.servers = ${a}\ntimeout.body = 300ms");
        RawClient client = connect().send(
                "POST / HTTP/1.1\r\nHost: a\r\n" + rest.replace("~", "\r\n"));
        Message answer = client.read();
        assertEquals("408 LENGTH close",
                answer.status() + " " + answer.end() + " " + answer.header("Connection"));
        assertEquals(End.CLOSE, client.awaitEnd());
        String line = lb.awaitAccessLog(1).getFirst();
        assertTrue(line.contains(" 408 ") && line.contains("timeout.body"), line);
    }

    @Test
    void doesNotEndABodyThatIsSlowButComes() {
        backend("a").echoes();
        start("pool.web.servers = ${a}\ntimeout.body = 5s\ntimeout.request = 300ms");
        RawClient client = connect().head("POST / HTTP/1.1", "Host: a", "Content-Length: 10");
        for (int i = 0; i < 10; i++) {
            LockSupport.parkNanos(60_000_000); // Longer in all than the head may take.
            client.send(String.valueOf(i));
        }
        assertTrue(client.read().text().endsWith("0123456789"));
    }

    @Test
    void endsAnAnswerThatIsNotRead() {
        Backend a = backend("a").answers(200, "x".repeat(20 << 20));
        Lb lb = start("pool.web.servers = ${a}\npool.web.timeout.idle = 300ms");
        RawClient client = closeLater(RawClient.connect(lb.port(), 4096));
        client.head("GET / HTTP/1.1", "Host: a");
        String line = lb.awaitAccessLog(1).getFirst();
        assertTrue(line.contains("client did not read"), line);
        Eventually.await("the server is let go", () -> a.connections() == 0);
        Message answer = client.read();
        assertTrue(List.of(End.TRUNCATED, End.RESET).contains(answer.end()), answer.end() + "");
    }

    @Test
    void endsAConnectionOnWhichShortAnswersAreNotRead() {
        Lb lb = start("""
                route.hello.respond = 200 hello
                timeout.body = 300ms
                """);
        RawClient client = closeLater(RawClient.connect(lb.port(), 4096));
        String many = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1000);
        Thread sender = Thread.ofPlatform().daemon().start(() -> {
            try {
                for (int i = 0; i < 1000; i++) {
                    client.send(many);
                }
            } catch (UncheckedIOException closed) {
                return;
            }
        });
        Eventually.await(() -> lb.accessLog().toString().contains("client did not read"),
                Duration.ofSeconds(30), "the client is given up");
        Eventually.await(() -> !sender.isAlive(), Duration.ofSeconds(30), "its sending fails");
    }

    @Test
    void closesIdleConnections() {
        backend("a");
        LbProcess lb = startProcess("pool.web.servers = ${a}\ntimeout.keep-alive = 1s");
        RawClient silent = closeLater(lb.connect());
        RawClient idle = closeLater(lb.connect());
        assertEquals(200, idle.head("GET / HTTP/1.1", "Host: a").read().status());
        assertEquals(200, idle.head("GET / HTTP/1.1", "Host: a").read().status());
        assertEquals(End.CLOSE, idle.awaitEnd());
        assertEquals(End.CLOSE, silent.awaitEnd());
    }

    @Test
    void refusesConnectionsBeyondTheLimitUntilOthersEnd() {
        backend("a");
        LbProcess lb = startProcess("pool.web.servers = ${a}\nlimit.connections = 5");
        for (int round = 0; round < 2; round++) {
            List<RawClient> clients = IntStream.range(0, 5).mapToObj(i -> served(lb)).toList();
            try (RawClient sixth = lb.connect()) {
                assertTrue(List.of(End.CLOSE, End.RESET).contains(sixth.awaitEnd()));
            }
            clients.forEach(client -> assertEquals(200, status(client)));
            clients.forEach(RawClient::close);
        }
    }

    /** A connection on which lb answers; the places of earlier ones become free in a moment. */
    private RawClient served(LbProcess lb) {
        List<RawClient> served = new ArrayList<>();
        Eventually.await(() -> {
            RawClient client = closeLater(lb.connect());
            return status(client) == 200 && served.add(client);
        }, Duration.ofSeconds(20), "a connection is accepted");
        return served.getFirst();
    }

    private static int status(RawClient client) {
        try {
            return client.head("GET / HTTP/1.1", "Host: a").read().status();
        } catch (UncheckedIOException refused) {
            return 0;
        }
    }
}
