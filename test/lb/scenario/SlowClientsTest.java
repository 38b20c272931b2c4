package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import lb.testing.LbProcess;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that take their time, many more than there are cores, do not hold up the others. */
final class SlowClientsTest extends Scenario {
    private static final int CLIENTS = 50;
    private static final Duration PROMPT = Duration.ofSeconds(5); // Even on a loaded machine.

    enum Kind {
        HALF_A_HEAD("GET / HTTP/1.1\r\nHost: a\r\nX-Half"),
        HALF_A_BODY("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello"),
        HALF_A_CHUNK("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhello"),
        NOT_READING("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");

        final String request;

        Kind(String request) {
            this.request = request;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void othersAreServedPromptly(Kind kind) {
        byte[] big = new byte[8 << 20];
        backend("a").servesAt("/big", exchange -> exchange.answer(200, big));
        LbProcess lb = startProcess("pool.web.servers = ${a}", "-Xmx64m");
        for (int i = 0; i < CLIENTS; i++) {
            closeLater(RawClient.connect(lb.port(), 4096)).send(kind.request);
        }
        for (int i = 0; i < 20; i++) {
            try (RawClient client = lb.connect().deadline(PROMPT)) {
                assertEquals(200, client.head("GET / HTTP/1.1", "Host: a").read().status());
            }
        }
    }
}
