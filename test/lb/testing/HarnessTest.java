package lb.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static lb.testing.RawServer.body;
import static lb.testing.RawServer.hang;
import static lb.testing.RawServer.hangUp;
import static lb.testing.RawServer.head;
import static lb.testing.RawServer.reset;
import static lb.testing.RawServer.send;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.AssertionFailedError;

/** The helpers of the other tests, clients and servers talking to each other without lb. */
final class HarnessTest extends Scenario {

    @ParameterizedTest(name = "answered with {0}, the client sees {1} and {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            HTTP/1.1 200 OK~Content-Length: 3~~abc                    | LENGTH    | abc
            HTTP/1.1 200 OK~Content-Length: 4~~abc                    | TRUNCATED | abc
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~ab~0~~      | CHUNKED   | ab
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2;x~ab~0~T:1~~| CHUNKED   | ab
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~ab~         | TRUNCATED | ab
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~z~ab~         | BROKEN    | ""
            HTTP/1.1 200 OK~~abc                                      | CLOSE     | abc
            HTTP/1.1 204 No Content~~                                 | NO_BODY   | ""
            HTTP/1.1 200 OK~Content-                                  | TRUNCATED | ""
            """)
    void tellsHowAnAnswerEnded(String answer, End end, String text) {
        try (RawServer server = RawServer.start("a").script(head(), send(crlf(answer)), hangUp());
                RawClient client = RawClient.connect(server.port())) {
            Message response = client.head("GET / HTTP/1.1", "Host: a").read();
            assertEquals(end, response.end());
            assertEquals(text, response.text());
            assertEquals("GET / HTTP/1.1\r\nHost: a\r\n\r\n", server.received());
        }
    }

    @Test
    void tellsResetAndSilenceApart() {
        RawServer server = rawServer("a").script(head(), body(2), reset()).script(hang());
        try (RawClient client = RawClient.connect(server.port())) {
            assertEquals(End.RESET, client.send("GET / HTTP/1.1\r\n\r\nab").read().end());
        }
        try (RawClient client = RawClient.connect(server.port())) {
            client.deadline(Duration.ofMillis(50));
            assertEquals(End.SILENCE, client.head("GET / HTTP/1.1").read().end());
        }
    }

    @Test
    void usesTheLastScriptForFurtherConnections() {
        RawServer server = rawServer("a").script(send("1"), hangUp()).script(send("2"), hangUp());
        for (String expected : new String[] {"1", "2", "2"}) {
            try (RawClient client = RawClient.connect(server.port())) {
                assertEquals(expected, client.readUntil(expected));
                assertEquals(End.CLOSE, client.awaitEnd());
            }
        }
    }

    @Test
    void backendKeepsConnectionsOpenAndRecordsRequests() {
        Backend backend = backend("a");
        Call call = new Call(backend.port(), "POST", "/x?y").body("hello");
        assertEquals("a: 5", call.times(5).byServer());
        assertEquals(1, backend.accepted());
        assertEquals("hello", backend.requests().getLast().text());
        assertEquals("/x?y", backend.requests().getLast().target());
    }

    @Test
    void backendEchoesWhatItReceived() {
        Backend backend = backend("a").echoes();
        try (RawClient client = RawClient.connect(backend.port())) {
            String head = "PUT /%41 HTTP/1.1\r\nhOst: x\r\nTransfer-Encoding: chunked\r\n\r\n";
            client.send(head).chunk("b\u00e9").chunk("c").send("0\r\n\r\n");
            assertArrayEquals((head + "b\u00e9c").getBytes(ISO_8859_1), client.read().body());
        }
    }

    @Test
    void backendStreamsChunkByChunk() {
        Backend backend = backend("a").serves(exchange -> {
            exchange.stream(200);
            exchange.chunk("tick");
            exchange.reset();
        });
        Message response = new Call(backend.port(), "GET", "/").send();
        assertEquals("tick RESET", response.text() + " " + response.end());
    }

    @Test
    void stoppedBackendRefusesUntilItIsRestarted() {
        Backend backend = deadBackend("a");
        Call call = new Call(backend.port(), "GET", "/");
        assertThrows(UncheckedIOException.class, call::send);
        backend.restart();
        assertEquals(200, call.send().status());
        backend.answers(503).stop();
        assertThrows(UncheckedIOException.class, call::send);
        backend.restart();
        assertEquals("503: 1", call.times(1).byStatus());
    }

    @Test
    void heldRequestsAreAnsweredOnRelease() throws InterruptedException {
        Backend backend = backend("a").holds();
        Call call = new Call(backend.port(), "GET", "/");
        Thread caller = Thread.ofPlatform().start(call::send);
        backend.awaitHeld(1);
        assertTrue(caller.isAlive());
        backend.release();
        caller.join();
        assertEquals(1, backend.count("/"));
    }

    @Test
    void saysWhatItWaitedFor() {
        AssertionError error = assertThrows(AssertionFailedError.class,
                () -> Eventually.await(() -> false, Duration.ofMillis(5), "the moon is full"));
        assertEquals("after 5 ms still not: the moon is full", error.getMessage());
    }

    private static String crlf(String text) {
        return text.replace("~", "\r\n");
    }
}
