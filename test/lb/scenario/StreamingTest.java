package lb.scenario;

import static lb.testing.RawServer.hangUp;
import static lb.testing.RawServer.head;
import static lb.testing.RawServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import lb.testing.End;
import lb.testing.Eventually;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.RawServer;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes are passed on when they come, in both directions. */
final class StreamingTest extends Scenario {

    @Test
    void eventsArriveOneByOne() {
        SynchronousQueue<String> events = new SynchronousQueue<>();
        backend("a").serves(exchange -> {
            exchange.with("Content-Type", "text/event-stream").stream(200);
            for (String event = take(events); !event.isEmpty(); event = take(events)) {
                exchange.chunk(event);
            }
            exchange.end();
        });
        start("pool.web.servers = ${a}");
        try (RawClient client = connect()) {
            client.head("GET / HTTP/1.1", "Host: a");
            // The head comes before the first event, on JDK 25 too, which would keep it for later.
            assertTrue(client.readHead().contains("text/event-stream"));
            for (int i = 0; i < 20; i++) {
                put(events, "data: " + i + "\n\n"); // Not before the one before has arrived.
                assertTrue(client.readUntil("data: " + i + "\n\n\r\n").contains("data: " + i));
            }
            put(events, "");
            assertEquals("0\r\n\r\n", client.readUntil("0\r\n\r\n"));
        }
    }

    private static String take(SynchronousQueue<String> queue) {
        try {
            String text = queue.poll(20, TimeUnit.SECONDS);
            return text == null ? "" : text;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(SynchronousQueue<String> queue, String text) {
        try {
            assertTrue(queue.offer(text, 20, TimeUnit.SECONDS), "nobody takes " + text);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "an upload with {0} arrives as it is sent")
    @ValueSource(strings = {"Content-Length: 3", "Transfer-Encoding: chunked"})
    void uploadsArriveAsTheyAreSent(String framing) {
        RawServer server = rawServer("a").script(head(), RawServer.body(3), send(""));
        start("pool.web.servers = ${a}\npool.web.retry.attempts = 0");
        for (int i = 0; i < 10; i++) { // The head may be held back by chance.
            try (RawClient client = connect()) {
                int number = i;
                client.head("POST / HTTP/1.1", "Host: a", framing);
                awaitReceived(server, number, "\r\n\r\n");
                client.send(framing.endsWith("chunked") ? "1\r\nx\r\n" : "x");
                awaitReceived(server, number, "x");
                client.send(framing.endsWith("chunked") ? "1\r\ny\r\n" : "y");
                client.finish();
            }
        }
    }

    @Test
    void whatComesAfterTheHeadArrivesHoweverMuchIsStillToCome() {
        RawServer server = rawServer("a").script(head(), RawServer.body(10_000), send(""));
        start("pool.web.servers = ${a}\npool.web.retry.attempts = 0");
        try (RawClient client = connect()) {
            client.head("POST / HTTP/1.1", "Host: a", "Content-Length: 10000");
            awaitReceived(server, 0, "\r\n\r\n");
            client.send("x".repeat(5_000));
            awaitReceived(server, 0, "x".repeat(5_000));
            client.send("x".repeat(5_000)).finish();
        }
    }

    private static void awaitReceived(RawServer server, int connection, String text) {
        Eventually.await("connection " + connection + " received " + text, () ->
                server.connections().size() > connection
                && server.connections().get(connection).received().contains(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_096, 8_000, 8_192, 10_240, 16_384, 16_385, 65_000})
    void uploadsArriveWholeWhetherTheirBytesComeWithTheHeadOrAfterIt(int length) {
        rawServer("broken").script(head(), RawServer.body(length), hangUp()); // Each time.
        backend("a").serves(exchange -> exchange.answer(200, exchange.bytes()));
        start("pool.web.servers = ${broken}, ${a}\npool.web.retry.body = 64k\n"
                + "pool.web.outlier.failures = 0");
        String body = "0123456789abcdef".repeat(length / 16 + 1).substring(0, length);
        String head = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n";
        try (RawClient client = connect()) {
            for (int cut : List.of(0, 1, length / 2, length - 1, length)) {
                client.send(head + body.substring(0, cut)).send(body.substring(cut));
                Message answer = client.read();
                assertEquals(200, answer.status(), () -> "cut at " + cut + ": " + answer.text());
                assertTrue(body.equals(answer.text()), () -> "cut at " + cut);
            }
        }
    }

    @Test
    void anUploadOnAWarmConnectionArrivesAsItIsSent() {
        CountDownLatch seen = new CountDownLatch(11);
        backend("a").serves(exchange -> {
            exchange.body().read();
            seen.countDown();
            exchange.answer(200, "ok");
        });
        start("pool.web.servers = ${a}");
        try (RawClient client = connect()) {
            for (int left = 10; left >= 0; left--) {
                int expected = left;
                client.head("POST / HTTP/1.1", "Host: a", "Content-Length: 2").send("x");
                Eventually.await("the first byte", () -> seen.getCount() == expected);
                client.send("y");
                assertEquals(200, client.read().status());
            }
        }
    }

    @Test
    void aTruncatedAnswerIsNotPassedOffAsWhole() {
        backend("a").serves(exchange -> {
            exchange.stream(200);
            exchange.chunk("some ");
            exchange.chunk("text");
            exchange.abort();
        });
        start("pool.web.servers = ${a}");
        for (int i = 0; i < 20; i++) {
            Message answer = get("/").send();
            assertEquals(End.TRUNCATED, answer.end(), answer::toString);
        }
    }

    /** Nagle's algorithm would wait 40 ms for the acknowledgment of the first packet of two. */
    @ParameterizedTest(name = "answers of {0} bytes do not wait for acknowledgments")
    @ValueSource(ints = {100, 20_000, -1})
    void answersDoNotWaitForAcknowledgments(int length) {
        backend("a").serves(exchange -> {
            if (length >= 0) {
                exchange.answer(200, new byte[length]);
                return;
            }
            exchange.stream(200);
            exchange.chunk("a");
            exchange.chunk("b");
            exchange.end();
        });
        start("pool.web.servers = ${a}");
        List<Long> times = new ArrayList<>();
        try (RawClient client = connect()) {
            for (int i = 0; i < 50; i++) {
                long start = System.nanoTime();
                assertEquals(200, get("/").send(client).status());
                times.add((System.nanoTime() - start) / 1000);
            }
        }
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        assertTrue(sorted[25] < 38_000, () -> "microseconds: " + Arrays.toString(sorted));
    }

    @Test
    void concurrentRequestsKeepTheirOwn() throws InterruptedException {
        backend("a").serves(exchange -> exchange.with("X-Seen",
                exchange.headers().first("X-Request-Id").orElse("")).answer(200, exchange.path()));
        var lb = start("pool.web.servers = ${a}");
        List<Thread> threads = new ArrayList<>();
        List<String> mixed = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 8; t++) {
            String id = "id-" + t;
            threads.add(Thread.ofPlatform().start(() -> {
                for (Message answer : get("/" + id).header("X-Request-Id", id).times(50).all()) {
                    if (!(id + " " + id + " /" + id).equals(answer.header("X-Request-Id") + " "
                            + answer.header("X-Seen") + " " + answer.text())) {
                        mixed.add(answer.toString());
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), mixed);
        for (String line : lb.awaitAccessLog(400)) {
            assertTrue(line.matches(".*GET /(id-\\d) HTTP.* id=\"\\1\".*"), line);
        }
    }
}
