package lb.scenario;

import static lb.testing.RawServer.hang;
import static lb.testing.RawServer.hangUp;
import static lb.testing.RawServer.head;
import static lb.testing.RawServer.reset;
import static lb.testing.RawServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import lb.testing.Answers;
import lb.testing.Backend;
import lb.testing.Call;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.RawServer;
import lb.testing.RawServer.Step;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests are sent again, and which never. */
final class RetryTest extends Scenario {
    private static final String SETTINGS = """
            pool.web.algorithm = first
            pool.web.outlier.failures = 0
            """;

    private IntSupplier seen; // Requests that the bad server has seen.

    /** The server tried first. */
    private void bad(String kind) {
        switch (kind) {
            case "refuses" -> {
                deadBackend("bad");
                seen = () -> 0;
            }
            case "closes" -> raw(head(), hangUp());
            case "resets" -> raw(head(), reset());
            case "is silent" -> raw(head(), hang());
            case "babbles" -> raw(head(), send("nonsense\r\n\r\n"));
            case "contradicts itself" -> raw(head(), send("HTTP/1.1 200 OK\r\n"
                    + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"));
            default -> {
                Backend backend = backend("bad").answers(Integer.parseInt(kind));
                seen = backend::count;
            }
        }
    }

    private void raw(Step... steps) {
        RawServer server = rawServer("bad").script(steps);
        seen = () -> server.connections().size();
    }

    private Lb startWith(String settings) {
        return start("pool.web.servers = ${bad}, ${good}\n" + SETTINGS + settings);
    }

    @ParameterizedTest(name = "the server {0}: {1} with {2} gets {3}, log says {5}")
    @CsvSource(delimiter = '|', textBlock = """
            # the first server  | method | retry.on  | answer | saw | reason
            refuses             | GET    | default   | good   | 0   | bad: cannot connect, retried
            refuses             | POST   | default   | good   | 0   | bad: cannot connect, retried
            refuses             | PATCH  | default   | good   | 0   | bad: cannot connect, retried
            refuses             | POST   | connect   | good   | 0   | bad: cannot connect, retried
            refuses             | GET    | reset,503 | 502    | 0   | cannot connect
            closes              | GET    | default   | good   | 1   | bad: connection broke, retried
            closes              | HEAD   | default   | good   | 1   | bad: connection broke, retried
            closes              | OPTIONS| default   | good   | 1   | bad: connection broke, retried
            closes              | PUT    | default   | good   | 1   | bad: connection broke, retried
            closes              | DELETE | default   | good   | 1   | bad: connection broke, retried
            closes              | POST   | default   | 502    | 1   | connection broke, not retried: POST may have reached the server
            closes              | PATCH  | default   | 502    | 1   | connection broke, not retried: PATCH may have reached the server
            closes              | LOCK   | default   | 502    | 1   | connection broke, not retried: LOCK may have reached the server
            closes              | POST+key | default | good   | 1   | bad: connection broke, retried
            closes              | GET    | connect   | 502    | 1   | connection broke
            resets              | GET    | default   | good   | 1   | bad: connection broke, retried
            resets              | POST   | default   | 502    | 1   | connection broke, not retried: POST may have reached the server
            babbles             | GET    | default   | good   | 1   | bad: invalid answer, retried
            babbles             | POST   | default   | 502    | 1   | invalid answer, not retried: POST may have reached the server
            contradicts itself  | GET    | default   | good   | 1   | bad: invalid framing, retried
            contradicts itself  | POST   | default   | 502    | 1   | invalid framing, not retried: POST may have reached the server
            502                 | GET    | default   | good   | 1   | bad: status 502, retried
            503                 | GET    | default   | good   | 1   | bad: status 503, retried
            504                 | GET    | default   | good   | 1   | bad: status 504, retried
            503                 | POST   | default   | bad    | 1   | status 503, not retried: POST may have reached the server
            503                 | POST+key | default | good   | 1   | bad: status 503, retried
            503                 | GET    | reset     | bad    | 1   | -
            500                 | GET    | default   | bad    | 1   | -
            429                 | GET    | default   | bad    | 1   | -
            500                 | GET    | 500       | good   | 1   | bad: status 500, retried
            429                 | GET    | reset,429 | good   | 1   | bad: status 429, retried
            is silent           | GET    | default   | 504    | 1   | timeout.response
            is silent           | GET    | timeout   | good   | 1   | bad: timeout.response, retried
            is silent           | POST   | timeout   | 504    | 1   | timeout.response, not retried: POST may have reached the server
            is silent           | POST+key | timeout | good   | 1   | bad: timeout.response, retried
            """)
    void sendsAgainOnlyWhatIsSafe(String kind, String method, String on, String expected, int saw,
            String reason) {
        bad(kind);
        Backend good = backend("good");
        Lb lb = startWith("pool.web.timeout.response = 500ms\n"
                + (on.equals("default") ? "" : "pool.web.retry.on = " + on + "\n"));
        Call call = call(method.replace("+key", ""), "/").body("abc");
        if (method.endsWith("+key")) {
            call.header("Idempotency-Key", "7");
        }
        assertEquals(expected, call.send().server());
        assertEquals(saw, seen.getAsInt(), "requests that the first server saw");
        assertEquals(expected.equals("good") ? 1 : 0, good.count());
        assertEquals(reason.replace("bad", variables().get("bad")), reason(lb));
    }

    private static String reason(Lb lb) {
        String line = lb.awaitAccessLog(1).getFirst();
        return line.substring(line.indexOf(" reason=\"") + 9, line.length() - 1)
                .replace("\\\"", "\"");
    }

    @ParameterizedTest(name = "a body of {0} bytes, retry.body = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            65536 | 64k | good
            65537 | 64k | 502
            0     | 0   | good
            1     | 0   | 502
            10    | 9   | 502
            10    | 10  | good
            """)
    void repeatsBodiesItCouldKeep(int length, String keep, String expected) {
        rawServer("bad").script(head(), RawServer.body(length), hangUp());
        Backend good = backend("good").serves(exchange ->
                exchange.answer(200, exchange.bytes()));
        Lb lb = startWith("pool.web.retry.body = " + keep + "\n");
        byte[] body = "0123456789".repeat(length / 10 + 1).substring(0, length).getBytes();
        Message answer = call("PUT", "/").body(body).send();
        assertEquals(expected, answer.server());
        if (expected.equals("good")) {
            assertEquals(new String(body), answer.text());
            assertEquals(String.valueOf(length), good.request().header("Content-Length"));
        } else {
            assertEquals("connection broke, not retried: body longer than retry.body", reason(lb));
        }
    }

    @Test
    void repeatsABodyInChunksAndReadsOnWhereTheFirstServerLeft() {
        rawServer("bad").script(head(), RawServer.body(6), hangUp());
        Backend good = backend("good").serves(exchange -> exchange.answer(200, exchange.bytes()));
        startWith("");
        try (RawClient client = connect()) {
            client.head("PUT / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked").chunk("one ");
            good.awaitHeld(0);
            client.chunk("two ").chunk("three").send("0\r\n\r\n");
            assertEquals("one two three", client.read().text());
        }
    }

    @Test
    void sendsALongBodyToTheNextServerWhenTheFirstHasSeenNothingOfIt() {
        bad("refuses");
        backend("good");
        startWith("pool.web.retry.body = 0\n");
        assertEquals("good", call("POST", "/").body("x".repeat(200_000)).send().server());
    }

    // Not more than three further ones: that many retries a second the budget always allows.
    @ParameterizedTest(name = "of {0}, with {1} further attempts, tries {2}, then: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            a b c d | 0  | 1 0 0 0 | retry.attempts used up
            a b c d | 1  | 1 1 0 0 | retry.attempts used up
            a b c d | 3  | 1 1 1 1 | retry.attempts used up
            a b c   | 50 | 1 1 1   | no further server
            a       | 2  | 1       | no further server
            """)
    void triesNoServerTwice(String names, int attempts, String expected, String refusal) {
        List<Backend> servers = Stream.of(names.split(" "))
                .map(name -> backend(name).answers(503, "sorry from " + name)).toList();
        Lb lb = start("pool.web.servers = ${" + names.replace(" ", "}, ${") + "}\n" + SETTINGS
                + "pool.web.retry.attempts = " + attempts + "\n");
        Message answer = get("/").send();
        List<Integer> counts = servers.stream().map(Backend::count).toList();
        assertEquals(expected, counts.toString().replaceAll("[\\[\\],]", ""));
        // The client gets the answer of the last one, not one of lb's own.
        int last = expected.replaceAll("[ 0]", "").length() - 1;
        assertEquals("sorry from " + "abcd".charAt(last), answer.text());
        assertTrue(reason(lb).endsWith("status 503, not retried: " + refusal), reason(lb));
    }

    @Test
    void retriesNoMoreThanTheBudgetAllows() {
        bad("503");
        backend("good");
        long start = System.nanoTime();
        Lb lb = startWith("pool.web.retry.budget = 0%\n");
        Answers answers = get("/").times(50);
        long seconds = (System.nanoTime() - start) / 1_000_000_000L + 1;
        long retried = answers.all().stream().filter(a -> a.server().equals("good")).count();
        // Three a second at least; a second on the clock begins when it likes.
        assertTrue(retried >= 3 && retried <= 3 * (seconds + 1), answers::byServer);
        long refused = answers.all().stream().filter(a -> a.status() == 503).count();
        assertTrue(refused > 0);
        assertEquals(refused, lb.awaitAccessLog(50).stream().filter(line -> line
                .endsWith("reason=\"status 503, not retried: retry.budget used up\"")).count());
    }

    @Test
    void aPostIsNeverSentTwiceOnAConnectionThatHasGoneStale() {
        String one = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none";
        // Answers the first request on each connection and closes upon the second.
        rawServer("bad").script(head(), send(one), head(), hangUp());
        Backend good = backend("good");
        startWith("");
        assertEquals("one", get("/").send().text());
        assertEquals(502, post("/", "x").send().status());
        assertEquals(0, good.count());
        assertEquals("one", get("/").send().text());
        assertEquals("good", get("/").send().server());
    }
}
