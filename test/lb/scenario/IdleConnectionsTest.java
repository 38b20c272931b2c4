package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lb.testing.LbProcess;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lb keeps for connections on which nothing happens. */
final class IdleConnectionsTest extends Scenario {
    private static final int CLIENTS = 100;

    /** After answers as large as this on each. */
    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 1_000_000})
    void eachTakesLessThan40Kilobytes(int size) {
        byte[] content = new byte[size];
        backend("a").serves(exchange -> exchange.answer(200, content));
        LbProcess lb = startProcess("pool.web.servers = ${a}", "-Xmx64m");
        ask(lb, size);
        long before = lb.reachableBytes();
        for (int i = 0; i < CLIENTS; i++) {
            ask(lb, size);
        }
        long each = (lb.reachableBytes() - before) / CLIENTS;
        assertTrue(each < 40 << 10, () -> each + " bytes each");
    }

    private void ask(LbProcess lb, int size) {
        RawClient client = closeLater(lb.connect());
        assertEquals(size, client.head("GET / HTTP/1.1", "Host: a").read().body().length);
    }
}
