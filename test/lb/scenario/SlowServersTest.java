package lb.scenario;

import static lb.testing.RawServer.body;
import static lb.testing.RawServer.dribble;
import static lb.testing.RawServer.finish;
import static lb.testing.RawServer.hang;
import static lb.testing.RawServer.hangUp;
import static lb.testing.RawServer.head;
import static lb.testing.RawServer.send;
import static lb.testing.RawServer.sendForEver;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import lb.testing.End;
import lb.testing.Eventually;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.RawServer;
import lb.testing.RawServer.Step;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that take their time, never stop, answer too soon, or say more than they were asked. */
final class SlowServersTest extends Scenario {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String TOO_LARGE =
            "HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig";
    private static final Duration SHORT = Duration.ofMillis(30);

    private RawServer server;

    private void server(Step... steps) {
        server = rawServer("a").script(steps);
        start("""
            pool.web.servers = ${a}
            pool.web.timeout.response = 1500ms
            pool.web.timeout.idle = 1500ms
            """);
    }

    private void assertServersConnectionEnds() {
        Eventually.await("end of the server's connection",
                () -> server.connections().getFirst().ended());
    }

    @Test
    void answersForAServerThatRefusesConnections() {
        deadBackend("a");
        start("pool.web.servers = ${a}");
        assertEquals(502, get("/").send().status());
        assertEquals(502, post("/", "abc").send().status());
    }

    @ParameterizedTest(name = "gives up on a head in which {0} comes for ever")
    @ValueSource(strings = {"A: b\r\n", "x", "A: b\r\n c\r\n"})
    void givesUpOnAHeadWithoutEnd(String piece) {
        server(head(), send(OK + "A: "), sendForEver(piece.repeat(100)));
        assertEquals(502, get("/").send().status());
        assertServersConnectionEnds();
    }

    @Test
    void givesUpOnInterimAnswersWithoutEnd() {
        server(head(), sendForEver("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"));
        assertEquals(502, get("/").send().status());
        assertServersConnectionEnds();
    }

    @Test
    void boundsTheTimeOfAHeadThatComesByteForByte() {
        server(head(), dribble(OK + "A: ", SHORT), dribble("b".repeat(10_000), SHORT));
        assertEquals(504, get("/").send().status());
        assertServersConnectionEnds();
    }

    @Test
    void takesABodyThatComesByteForByteHoweverLong() {
        server(head(), send(OK + "Content-Length: 60\r\n\r\n"),
                dribble("b".repeat(60), SHORT)); // 1.8 s, which is longer than timeout.idle.
        assertEquals("b".repeat(60), get("/").send().text());
    }

    @Test
    void passesOnAnAnswerThatCameBeforeTheUploadHadEnded() {
        server(head(), body(10), send(TOO_LARGE), finish());
        Message answer = upload(connect(), 1_000_000);
        assertEquals("413 big", answer.status() + " " + answer.text());
    }

    /** Which of lb's two directions of the connection breaks first is chance. */
    @Test
    void answersWhenTheServerResetsAnUpload() {
        server(head(), body(10), send(TOO_LARGE), hangUp());
        try (RawClient client = connect()) {
            assertOneOf(upload(client, 100_000_000).status(), 413, 502);
        }
    }

    /** The JDK's client reads no answer before the request is out. */
    @Test
    void doesNotWaitForEverForAServerThatStopsReading() {
        server(head(), body(10), send(TOO_LARGE), hang());
        try (RawClient client = connect()) {
            assertOneOf(upload(client, 100_000_000).status(), 413, 504);
            assertTrue(client.awaitEnd() != End.SILENCE, "the connection must end");
        }
    }

    private static void assertOneOf(int status, int one, int other) {
        assertTrue(status == one || status == other, "status " + status);
    }

    /** Uploads until all is sent or somebody has enough, and reads at the same time. */
    private static Message upload(RawClient client, int length) {
        client.head("POST / HTTP/1.1", "Host: a", "Content-Length: " + length);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                for (int left = length; left > 0; left -= 1000) {
                    client.out().write(new byte[1000]);
                }
            } catch (IOException e) {
                return; // Somebody had enough.
            }
        });
        return client.read();
    }

    @Test
    void neverTakesSurplusBytesForTheNextAnswer() {
        String three = OK + "Content-Length: 3\r\n\r\n";
        server(head(), send(three + "one" + three + "bad"), head(), send(three + "two"));
        server.script(head(), send(three + "two"));
        try (RawClient client = connect()) {
            assertEquals("one", get("/").send(client).text());
            assertEquals("two", get("/").send(client).text());
        }
    }

    @Test
    void dropsAConnectionOnWhichSomethingComesUnasked() {
        String three = OK + "Content-Length: 3\r\n\r\n";
        CountDownLatch later = new CountDownLatch(1);
        server(head(), send(three + "one"), RawServer.await(later), send(three + "bad"));
        server.script(head(), send(three + "two"));
        assertEquals("one", get("/").send().text());
        later.countDown();
        assertServersConnectionEnds();
        assertEquals("two", get("/").send().text());
    }

    @Test
    void noticesThatAServerHasClosedAnIdleConnection() {
        server(head(), send(OK + "Content-Length: 3\r\n\r\none"), hangUp());
        server.script(head(), body(1), send(OK + "Content-Length: 3\r\n\r\ntwo"));
        assertEquals("one", get("/").send().text());
        Eventually.await("close", () -> server.connections().getFirst().ended());
        assertEquals("two", post("/", "x").send().text());
        assertEquals(2, server.connections().size());
    }

    @ParameterizedTest(name = "does not reuse a connection after {0}")
    @ValueSource(strings = {"Connection: close", "Connection: Close"})
    void believesAServerThatWillClose(String field) {
        server(head(), send(OK + field + "\r\nContent-Length: 3\r\n\r\none"));
        server.script(head(), send(OK + "Content-Length: 3\r\n\r\ntwo"));
        assertEquals("one", get("/").send().text());
        assertEquals("two", get("/").send().text());
    }

    @Test
    void recoversWhenAServerComesBackAfterAHang() {
        CountDownLatch frozen = new CountDownLatch(1);
        server = rawServer("a");
        for (int i = 0; i < 4; i++) {
            server.script(head(), RawServer.await(frozen));
        }
        server.script(head(), send(OK + "Content-Length: 2\r\n\r\nup"));
        start("pool.web.servers = ${a}\npool.web.timeout.response = 100ms");
        assertEquals("504: 4", get("/").times(4).byStatus());
        frozen.countDown();
        assertEquals("up", get("/").send().text());
    }
}
