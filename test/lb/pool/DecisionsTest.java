package lb.pool;

import static lb.pool.Samples.request;
import static lb.pool.Samples.servers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lb.balance.Algorithm;
import lb.balance.HashKey;
import lb.http.Headers;
import lb.http.Request;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static Pool pool(String servers) {
        return new Pool("web", servers(servers),
                Algorithm.LEAST_CONNECTIONS.create(HashKey.parse("ip")));
    }

    private static Decision decide(Pool pool, Server... tried) {
        pool.tick();
        pool.choose(request(), List.of(tried));
        return pool.decisions().getFirst();
    }

    /** {@code *a; b: drain}: the chosen one with a star. */
    private static String told(Decision decision) {
        return decision.candidates().stream().map(one ->
                (Optional.of(one.server()).equals(decision.server()) ? "*" : "")
                        + one.server().replace(":80", "")
                        + (one.reason().isEmpty() ? "" : ": " + one.reason()))
                .collect(Collectors.joining("; "));
    }

    @Test
    void keepsOneDecisionForEachTickAndNoneWithout() {
        Pool pool = pool("a, b");
        IntStream.range(0, 100).forEach(i -> pool.choose(request(), List.of()));
        assertEquals(List.of(), pool.decisions());
        pool.tick();
        IntStream.range(0, 100).forEach(i -> pool.choose(request(), List.of()));
        assertEquals(1, pool.decisions().size());
    }

    @Test
    void keepsTheCandidatesOfTheMomentOfTheChoice() {
        Pool pool = pool("a, b, c drain");
        pool.servers().get(0).acquire();
        Instant before = Instant.now();
        Decision decision = decide(pool);
        assertEquals("a; *b; c: drain: drain in the file", told(decision));
        assertEquals(List.of("load 1.00", "load 0.00", ""),
                decision.candidates().stream().map(Decision.Seen::score).toList());
        assertEquals("fewest in flight for its weight; level ones take turns", decision.why());
        assertEquals("id", decision.id());
        assertEquals("GET shop.example.com/", decision.request());
        assertTrue(!decision.time().isBefore(before) && !decision.time().isAfter(Instant.now()));
        pool.drain(pool.servers().get(0));
        assertEquals("a; *b; c: drain: drain in the file", told(pool.decisions().getFirst()));
    }

    @Test
    void tellsOfRetriesAndOfRequestsThatGetNoServer() {
        Pool pool = pool("a, b max=1");
        Server a = pool.servers().get(0);
        assertEquals("a: already tried; *b", told(decide(pool, a)));
        Decision none = decide(pool, a);
        assertEquals(Optional.empty(), none.server());
        assertEquals("a: already tried; b: at its max of 1", told(none));
        assertEquals("there is none to be had", none.why());
    }

    @Test
    void tellsNoSecretsOfClients() {
        Pool pool = new Pool("web", servers("a, b"),
                Algorithm.HASH.create(HashKey.parse("cookie.session")));
        pool.tick();
        pool.choose(request("10.1.1.1", "/?token=secret1",
                Headers.of("Cookie", "session=sec\"ret2")), List.of());
        String told = pool.decisions().toString();
        assertFalse(told.matches("(?s).*(secret1|ret2).*"), told);
        assertEquals("lowest hash of its key with its name, by weight",
                pool.decisions().getFirst().why());
    }

    @Test
    void keepsTheLastTwentyLatestFirst() {
        Pool pool = pool("a, b");
        for (int i = 0; i < 30; i++) {
            pool.tick();
            pool.choose(request("10.1.1.1", "/" + i + "?secret=1", Headers.EMPTY), List.of());
        }
        assertEquals(20, pool.decisions().size());
        assertEquals("GET shop.example.com/29", pool.decisions().getFirst().request());
        assertEquals("GET shop.example.com/10", pool.decisions().getLast().request());
    }

    @Test
    void staysSmallWhateverComes() {
        Pool pool = pool(IntStream.range(0, 1000).mapToObj(i -> "s" + i)
                .collect(Collectors.joining(", ")));
        pool.servers().subList(0, 500).forEach(Server::acquire);
        pool.tick();
        Request long1 = request("10.1.1.1", "/" + "x".repeat(5000), Headers.EMPTY);
        String chosen = pool.choose(long1, List.of()).orElseThrow().name();
        Decision decision = pool.decisions().getFirst();
        assertEquals(12, decision.candidates().size());
        assertEquals(988, decision.others());
        assertEquals(chosen, decision.candidates().getLast().server());
        assertEquals(100, decision.request().length());
    }

    @Test
    void oneTickIsOneDecisionHoweverManyChooseAtOnce() throws InterruptedException {
        Pool pool = pool("a, b, c");
        for (int round = 1; round <= 20; round++) {
            pool.tick();
            List<Thread> threads = IntStream.range(0, 8).mapToObj(i -> Thread.ofPlatform()
                    .start(() -> pool.choose(request(), List.of()))).toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(round, pool.decisions().size());
        }
    }
}
