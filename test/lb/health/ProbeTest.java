package lb.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lb.dns.Names;
import lb.http.Headers;
import lb.observe.Events;
import lb.pool.ServerSpec;
import lb.testing.Eventually;
import lb.testing.JvmSettings;
import lb.testing.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {
    static {
        JvmSettings.apply();
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(4,
            Thread.ofPlatform().daemon().factory());
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).executor(threads).build();
    private final List<RawServer> servers = new ArrayList<>();
    private final Names names = new Names(Events.NONE);

    @AfterEach
    void stop() {
        names.close();
        servers.forEach(RawServer::close);
        client.shutdownNow();
    }

    private RawServer server(RawServer server) {
        servers.add(server);
        return server;
    }

    private Outcome check(RawServer server, Checks checks) throws InterruptedException {
        return check(server.address(), checks);
    }

    private Outcome check(String server, Checks checks) throws InterruptedException {
        return new Probe(ServerSpec.parse(server), checks.check(), client,
                names.get(ServerSpec.parse(server).host())).check();
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @ParameterizedTest(name = "path {1}, status {2}: an answer {0} gives {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # answer            | path     | accepted | outcome
            200 OK              |          | 200-399  | true: status 200
            500 Oops            |          | 200-399  | true: status 500
            404 Not Found       |          | 200-399  | true: status 404
            200 OK              | /healthz | 200-399  | true: status 200
            399 Odd             | /healthz | 200-399  | true: status 399
            400 Bad             | /healthz | 200-399  | false: status 400
            500 Oops            | /healthz | 200-399  | false: status 500
            503 Busy            | /healthz | 200,503  | true: status 503
            204 No Content      | /healthz | 200      | false: status 204
            """)
    void judgesTheStatus(String status, String path, String accepted, String outcome)
            throws InterruptedException {
        Checks checks = Checks.any().status(accepted.split(","));
        RawServer server = server(RawServer.saying("HTTP/1.1 " + status + "\r\n\r\n"));
        Outcome seen = check(server, path == null ? checks : checks.path(path));
        assertEquals(outcome, seen.passed() + ": " + seen.reason());
    }

    @Test
    void doesNotFollowRedirects() throws InterruptedException {
        RawServer target = server(RawServer.saying(answer("500 Oops", "")));
        RawServer server = server(RawServer.saying("HTTP/1.1 302 Found\r\nLocation: http://"
                + target.address() + "/\r\nContent-Length: 0\r\n\r\n"));
        assertEquals("status 302", check(server, Checks.any().path("/")).reason());
        assertEquals(0, target.connections().size());
    }

    @Test
    void asksWhatItWasTold() throws InterruptedException {
        RawServer server = server(RawServer.saying(answer("200 OK", "")));
        int port = ServerSpec.parse(server.address()).port();
        check("127.0.0.1:1", Checks.any().path("/up?full=1").request("HEAD", "shop.example.com",
                OptionalInt.of(port), Headers.of("X-Check", "yes", "User-Agent", "me")));
        String head = server.connections().getFirst().received();
        assertTrue(head.startsWith("HEAD /up?full=1 HTTP/1.1\r\n"), head);
        assertTrue(head.contains("\r\nHost: shop.example.com\r\n"), head);
        assertTrue(head.contains("\r\nX-Check: yes\r\n"), head);
        assertTrue(head.contains("\r\nUser-Agent: me\r\n"), head);
    }

    @Test
    void sendsNothingThatNobodyAskedFor() throws InterruptedException {
        RawServer server = server(RawServer.saying(answer("200 OK", "")));
        check(server, Checks.any());
        assertEquals("GET / HTTP/1.1|Host: " + server.address()
                + "|Connection: close|User-Agent: lb-health-check", String.join("|", List.of(
                        server.connections().getFirst().received().split("\r\n"))));
    }

    @ParameterizedTest(name = "a body of {1} that must contain {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ready    | I am ready      | true: status 200
            ~^ok$    | ok              | true: status 200
            ready    | not yet         | false: status 200, but the body lacks "ready"
            ready    | ''              | false: status 200, but the body lacks "ready"
            """)
    void looksForTheBody(String pattern, String body, String outcome) throws InterruptedException {
        RawServer server = server(RawServer.saying(answer("200 OK", body)));
        Outcome seen = check(server, Checks.any().path("/").body(pattern));
        assertEquals(outcome, seen.passed() + ": " + seen.reason());
    }

    @Test
    void looksForTheBodyInChunks() throws InterruptedException {
        RawServer server = server(RawServer.saying("HTTP/1.1 200 OK\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n3\r\nrea\r\n2\r\ndy\r\n0\r\n\r\n"));
        assertTrue(check(server, Checks.any().body("ready")).passed());
    }

    @ParameterizedTest(name = "a text that ends {0} bytes into the body is found: {1}")
    @CsvSource({"65536, true", "65537, false"})
    void looksAtTheFirst64k(int end, boolean found) throws InterruptedException {
        String start = ".".repeat(end - 2) + "ok";
        // More is announced than ever comes: what was read is enough.
        RawServer server = server(RawServer.holding("HTTP/1.1 200 OK\r\nContent-Length: 9999999"
                + "\r\n\r\n" + start + ".".repeat(70_000)));
        assertEquals(found, check(server, Checks.any().body("ok")).passed());
        Eventually.await("the connection is closed", () -> server.open() == 0);
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Outcome seen = check("127.0.0.1:" + port, Checks.any());
        assertEquals("false: connection refused", seen.passed() + ": " + seen.reason());
    }

    @Test
    void failsWhenTheServerHangs() throws InterruptedException {
        RawServer server = server(RawServer.holding(""));
        assertEquals("no answer within 150ms",
                check(server, Checks.any().timeout(150)).reason());
        Eventually.await("the connection is closed", () -> server.open() == 0);
    }

    @Test
    void failsWhenTheHeadTrickles() throws InterruptedException {
        RawServer server = server(RawServer.holding("HTTP/1.1 200 OK\r\nX: "));
        assertEquals("no answer within 150ms",
                check(server, Checks.any().timeout(150)).reason());
    }

    @Test
    void limitsTheWholeCheckAndNotOnlyTheHead() throws InterruptedException {
        RawServer server = server(RawServer.holding(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nrea"));
        assertEquals("no answer within 1s",
                check(server, Checks.any().body("ready").timeout(1000)).reason());
        Eventually.await("the connection is closed", () -> server.open() == 0);
    }

    @ParameterizedTest(name = "an answer of {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                   | connection closed without an answer
            SSH-2.0-OpenSSH_9    | no HTTP answer
            """)
    void failsWithoutAnHttpAnswer(String answer, String reason) throws InterruptedException {
        String text = answer.isEmpty() ? "" : answer + "\r\n\r\n";
        Outcome seen = check(server(RawServer.saying(text)), Checks.any());
        assertTrue(seen.reason().startsWith(reason), seen.reason());
        assertTrue(!seen.passed());
    }

    /** The JDK's client leaks the connection of the first two, and spins on the last two. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Content-Length: abc\r\n\r\nhello", "Content-Length: 5, 5\r\n\r\nhello",
            "Content-Length: -5\r\n\r\nhello",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n80000000\r\nhello\r\n",
            "Transfer-Encoding: chunked\r\n\r\nfffffff0\r\nhello\r\n"})
    void survivesAnyFraming(String rest) throws InterruptedException {
        RawServer hostile = server(RawServer.holding("HTTP/1.1 200 OK\r\n" + rest));
        for (int i = 0; i < 10; i++) { // More than there are threads, should each spin.
            assertEquals("status 200", check(hostile, Checks.any()).reason());
        }
        Eventually.await("the connections are closed", () -> hostile.open() == 0);
        RawServer good = server(RawServer.saying(answer("200 OK", "")));
        assertEquals("status 200", check(good, Checks.any()).reason());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Content-Length: abc", "Content-Length: -5", "Content-Length: 5, 5",
            "Content-Length: 5\r\nContent-Length: 7", "Transfer-Encoding: gzip, chunked",
            "Content-Length: 5\r\nTransfer-Encoding: chunked"})
    void refusesABodyOfUncertainLength(String framing) throws InterruptedException {
        RawServer hostile = server(RawServer.holding(
                "HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\nready"));
        assertEquals("no valid answer: the body's length cannot be read",
                check(hostile, Checks.any().body("ready")).reason());
        Eventually.await("the connection is closed", () -> hostile.open() == 0);
    }

    @Test
    void connectsAfreshForEachCheck() throws InterruptedException {
        RawServer server = server(RawServer.holding(answer("200 OK", "ready")));
        for (int i = 0; i < 3; i++) {
            assertTrue(check(server, Checks.any()).passed());
        }
        assertEquals(3, server.connections().size());
    }

    @Test
    void saysWhenANameIsUnknown() throws InterruptedException {
        Outcome seen = check("dead.invalid:80", Checks.any());
        assertEquals("false: cannot resolve dead.invalid", seen.passed() + ": " + seen.reason());
    }

    @Test
    void speaksToIpv6() throws InterruptedException, IOException {
        try (ServerSocket v6 = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            Thread.ofPlatform().daemon().start(() -> {
                try (Socket one = v6.accept()) {
                    one.getOutputStream().write(answer("200 OK", "").getBytes());
                    one.getInputStream().read();
                } catch (IOException e) {
                    // The test fails by itself.
                }
            });
            assertTrue(check("[::1]:" + v6.getLocalPort(), Checks.any()).passed());
        }
    }
}
