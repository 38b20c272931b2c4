package lb.balance;

import static lb.balance.Picks.load;
import static lb.balance.Picks.prepared;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lb.pool.Balancer;
import lb.pool.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastLatencyTest {
    private final AtomicLong now = new AtomicLong();

    @ParameterizedTest(name = "a: {0} ms, {1} in flight; b: {2} ms, {3} in flight; {4}: takes {5}")
    @CsvSource(delimiter = '|', textBlock = """
            # a   | in flight | b  | in flight | weights   | takes
             10   |    0      | 20 |    0      | 1 1       | a
             20   |    0      | 10 |    0      | 1 1       | b
             10   |    0      | 10 |    0      | 1 1       | a
             10   |    1      | 10 |    0      | 1 1       | b
             10   |    1      | 25 |    0      | 1 1       | a
             10   |    2      | 25 |    0      | 1 1       | b
             20   |    0      | 10 |    0      | 3 1       | a
             40   |    0      | 10 |    0      | 3 1       | b
            # -1: never seen to answer. Tried at once, but by one request at a time.
             -1   |    0      | 10 |    0      | 1 1       | a
             10   |    0      | -1 |    0      | 1 1       | b
             -1   |    1      | 10 |    9      | 1 1       | b
             10   |    9      | -1 |    1      | 1 1       | a
             -1   |    2      | -1 |    1      | 1 1       | b
             -1   |    0      | -1 |    0      | 1 1       | a
            """)
    void takesWhereTheRequestWouldWaitLess(long a, int inFlightA, long b, int inFlightB,
            String weights, String takes) {
        Balancer balancer = new LeastLatency(Draws.of(0, 0), now::get);
        String[] weight = weights.split(" ");
        List<Server> list = prepared(balancer, "a weight=" + weight[0] + ", b weight=" + weight[1]);
        answer(list.get(0), a, inFlightA);
        answer(list.get(1), b, inFlightB);
        assertEquals(takes, Picks.inARow(1, balancer, list));
    }

    private void answer(Server server, long millis, int inFlight) {
        if (millis >= 0) {
            server.observeLatency(TimeUnit.MILLISECONDS.toNanos(millis), now.get());
        }
        load(server, inFlight);
    }

    @Test
    void avoidsAServerThatStalledAndTriesItAgainLater() {
        Balancer balancer = new LeastLatency(Draws.seeded(1), now::get);
        List<Server> list = prepared(balancer, "a, b");
        long start = System.nanoTime();
        now.set(start);
        answer(list.get(0), 1000, 0);
        int triedAfter = -1;
        for (int second = 0; second < 120 && triedAfter < 0; second++) {
            now.set(start + TimeUnit.SECONDS.toNanos(second));
            answer(list.get(1), 10, 0);
            if (Picks.inARow(1, balancer, list).equals("a")) {
                triedAfter = second;
            }
        }
        // 1000 ms sink to 10 ms in ln(100) times ten seconds, that is 46.05 s.
        assertEquals(47, triedAfter);
    }

    @Test
    void neitherFloodsNorStarvesANewServer() {
        Balancer balancer = new LeastLatency(Draws.seeded(2), now::get);
        List<Server> list = prepared(balancer, "a, b, c, new");
        list.subList(0, 3).forEach(server -> answer(server, 10, 0));
        Server fresh = list.get(3);
        int untilTried = 0;
        while (fresh.inFlight() == 0) {
            assertTrue(untilTried++ < 50, "it is never tried");
            if (Picks.inARow(1, balancer, list).equals("new")) {
                fresh.acquire();
            }
        }
        assertEquals(null, Picks.counts(1000, balancer, list).get("new"));
        fresh.release();
        answer(fresh, 10, 0);
        assertEquals(250, Picks.counts(1000, balancer, list).get("new"), 60);
    }
}
