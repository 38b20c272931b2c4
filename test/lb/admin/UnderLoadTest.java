package lb.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import lb.testing.Backend;
import lb.testing.End;
import lb.testing.Lb;
import lb.testing.Load;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** However much there is to do for clients, the operator is answered. */
final class UnderLoadTest extends Scenario {
    private static final List<String> PATHS =
            List.of("/", "/api/status", "/api/history", "/metrics", "/health/ready");
    private static final int STALLED = 250; // With both ends, lb's too, four files each.

    private Lb lb;

    private Backend begin() {
        Backend a = backend("a");
        lb = start("pool.web.servers = ${a}\npool.*.timeout.response = 60s\nadmin = 127.0.0.1:0\n");
        return a;
    }

    /** The longest of the answers, in nanoseconds. */
    private long ask(int times) {
        long longest = 0;
        for (int i = 0; i < times; i++) {
            for (String path : PATHS) {
                long start = System.nanoTime();
                assertEquals(200, lb.admin("GET", path).send().status(), path);
                longest = Math.max(longest, System.nanoTime() - start);
            }
        }
        return longest;
    }

    @Test
    void answersWhileEveryRequestIsStuck() {
        Backend a = begin().holds();
        List<RawClient> waiting = IntStream.range(0, STALLED).mapToObj(i -> closeLater(
                lb.connect()).head("GET / HTTP/1.1", "Host: a")).toList();
        for (int i = 0; i < STALLED; i++) {
            closeLater(lb.connect()).send("GET / HTTP/1.1\r\nHo"); // And says no more.
        }
        a.awaitHeld(STALLED);
        ask(2);
        assertEquals(200, lb.admin("POST", "/api/pools/web/servers/" + variables().get("a")
                + "/drain").header("Content-Type", "application/json").send().status());
        a.release();
        waiting.forEach(client -> assertEquals(200, client.read().status()));
    }

    /** Clients of the admin listener that begin a request and say no more. */
    private List<RawClient> stall(int count) {
        String head = "POST /api/reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n";
        return IntStream.range(0, count).mapToObj(i -> closeLater(RawClient.connect(
                lb.adminPort())).send(i % 2 == 0 ? head : head + "\r\n{")).toList();
    }

    @Test
    void answersWhileOthersDoNotGetOnWithTheirQuestions() {
        begin();
        stall(100);
        ask(1);
    }

    @Test
    @EnabledIfSystemProperty(named = "lb.long", matches = "true") // Some seconds of waiting.
    void doesNotWaitLongForAQuestion() {
        begin();
        long start = System.nanoTime();
        stall(2).forEach(client -> assertTrue(client.awaitEnd() != End.SILENCE));
        assertTrue(System.nanoTime() - start < 8_000_000_000L);
    }

    @Test
    @EnabledIfSystemProperty(named = "lb.long", matches = "true") // A machine of its own.
    void answersWithinASecondUnderFullLoad() {
        begin().forgets();
        Load load = closeLater(Load.start(lb.port(), get("/"), 64));
        load.awaitMore(5000);
        long longest = ask(20);
        System.out.printf("under load: %d ms at most%n", longest / 1_000_000);
        assertEquals(List.of(), load.stop());
        assertTrue(longest < 1_000_000_000L, longest + " ns");
    }
}
