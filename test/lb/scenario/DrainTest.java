package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lb.testing.Backend;
import lb.testing.End;
import lb.testing.Eventually;
import lb.testing.LbProcess;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How lb begins, and how it ends: SIGTERM loses nobody's request. */
final class DrainTest extends Scenario {

    @Test
    void refusesNewConnectionsAndFinishesEveryRequestInFlight() {
        Backend held = backend("held").holds();
        CountDownLatch goOn = new CountDownLatch(1);
        backend("stream").serves(exchange -> {
            exchange.stream(200);
            exchange.chunk("first ");
            await(goOn);
            exchange.chunk("last");
            exchange.end();
        });
        Backend upload = backend("upload");
        LbProcess lb = startProcess("""
                pool.held.servers   = ${held}
                pool.stream.servers = ${stream}
                pool.upload.servers = ${upload}
                route.held.path     = /held
                route.held.pool     = held
                route.stream.path   = /stream
                route.stream.pool   = stream
                route.upload.path   = /upload
                route.upload.pool   = upload
                """);
        RawClient waiting = head(lb, "GET /held HTTP/1.1");
        RawClient reading = head(lb, "GET /stream HTTP/1.1");
        RawClient sending = closeLater(lb.connect()).head("POST /upload HTTP/1.1", "Host: a",
                "Content-Length: 6").send("abc");
        reading.readUntil("first ");
        held.awaitHeld(1);
        Eventually.await("the upload has begun", () -> upload.count() == 1);
        lb.terminate();
        lb.err().await("draining: 3 requests in flight");
        Eventually.await("new connections are refused", () -> refuses(lb.port()));
        held.release();
        goOn.countDown();
        sending.send("def");
        Message answer = waiting.read();
        assertEquals("held LENGTH", answer.text() + " " + answer.end());
        assertTrue(reading.readUntil("\r\n0\r\n\r\n").contains("last"));
        assertEquals("upload", sending.read().text());
        assertEquals("abcdef", upload.request().text());
        assertEquals(0, lb.awaitExit());
        lb.err().await("drained");
    }

    @Test
    void closesTheConnectionsOfClientsThatStay() {
        Backend a = backend("a").holds();
        LbProcess lb = startProcess("pool.web.servers = ${a}");
        head(lb, "GET /held HTTP/1.1");
        RawClient idle = head(lb, "GET /x HTTP/1.1");
        a.awaitHeld(2);
        lb.terminate();
        lb.err().await("draining: 2 requests in flight");
        a.release();
        assertEquals("close", idle.read().header("Connection"));
        assertEquals(End.CLOSE, idle.awaitEnd());
        assertEquals(0, lb.awaitExit());
    }

    @Test
    void waitsNoLongerThanTheDrainTime() {
        Backend a = backend("a").holds();
        LbProcess lb = startProcess("pool.web.servers = ${a}\ntimeout.drain = 200ms\n");
        RawClient client = head(lb, "GET / HTTP/1.1");
        a.awaitHeld(1);
        long start = System.nanoTime();
        assertEquals(0, lb.stop());
        assertTrue(System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(200));
        lb.err().await("timeout.drain is over: 1 requests cut off");
        assertTrue(client.awaitEnd() != End.SILENCE);
    }

    @Test
    void doesNotWaitWhenThereIsNothingToWaitFor() {
        backend("a");
        LbProcess lb = startProcess("pool.web.servers = ${a}\ntimeout.drain = 1h\n");
        RawClient idle = closeLater(lb.connect());
        assertEquals("a", lb.get("/").send(idle).text());
        RawClient halfAHead = closeLater(lb.connect()).send("GET / HT");
        assertEquals(0, lb.stop());
        assertEquals(End.CLOSE, idle.awaitEnd());
        assertTrue(halfAHead.awaitEnd() != End.SILENCE);
    }

    @ParameterizedTest(name = "with allowRestrictedHeaders = {0}")
    @CsvSource(delimiter = '|', textBlock = """
            host, connection | the JDK's client would send no connection
            connection       | the JDK's client would send no host
            """)
    void failsAtOnceWhenTheJdkWouldSendNoHost(String allowed, String problem) {
        // Blanks count, whatever the JDK's documentation says; every request would be a 502.
        backend("a");
        AssertionError failed = assertThrows(AssertionError.class, () -> startProcess(
                "pool.web.servers = ${a}", "-Djdk.httpclient.allowRestrictedHeaders=" + allowed));
        assertTrue(failed.getMessage().contains("ended with 1"), failed::getMessage);
        assertTrue(failed.getMessage().contains(problem), failed::getMessage);
        assertTrue(failed.getMessage().contains("=host,connection"), failed::getMessage);
    }

    private RawClient head(LbProcess lb, String line) {
        return closeLater(lb.connect()).head(line, "Host: a");
    }

    private static boolean refuses(int port) {
        try {
            RawClient.connect(port).close();
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
