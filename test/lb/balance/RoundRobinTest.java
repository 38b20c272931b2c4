package lb.balance;

import static lb.balance.Picks.prepared;
import static lb.pool.Samples.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lb.pool.Balancer;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundRobinTest {
    @ParameterizedTest(name = "{0}, drawing {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # servers               | draws | picks
            a, b, c                 | 0     | a b c a b c a
            a, b, c                 | 1     | c a b c a b c
            a, b, c                 | 2     | b c a b c a b
            a weight=4, b weight=4  | 0     | a b a b a b a
            # Unequal weights shuffle the servers: with three the draws are of 3 and of 2.
            a weight=5, b, c        | 2 1   | a a b a a c a
            a weight=5, b, c        | 1 1   | a a c a a b a
            """)
    void takesTurns(String servers, String draws, String picks) {
        long[] script = Arrays.stream(draws.split(" ")).mapToLong(Long::parseLong).toArray();
        Balancer balancer = new RoundRobin(Draws.of(script));
        assertEquals(picks, Picks.inARow(7, balancer, prepared(balancer, servers)));
    }

    @Test
    void startsAnywhere() {
        Set<String> starts = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Balancer balancer = new RoundRobin(Draws.seeded(i));
            starts.add(Picks.inARow(1, balancer, prepared(balancer, "a, b, c")));
        }
        assertEquals(Set.of("a", "b", "c"), starts);
    }

    @Test
    void goesOnToTheNextThatIsEligibleWhenTriedAgain() {
        Balancer balancer = new RoundRobin(Draws.of(0));
        List<Server> all = prepared(balancer, "a, b, c, d");
        assertEquals("a", Picks.inARow(1, balancer, all));
        assertEquals("b", Picks.inARow(1, balancer, without(all, 0)));
        assertEquals("d", Picks.inARow(1, balancer, without(all, 0, 1, 2)));
        assertEquals("d", Picks.inARow(1, balancer, without(all, 0)));
        assertEquals("a", Picks.inARow(1, balancer, all));
    }

    @Test
    void spreadsTheTrafficOfAServerThatFails() {
        Balancer balancer = new RoundRobin(Draws.of(0));
        Pool pool = new Pool("web", Samples.servers("dead, a, b, c"), balancer);
        Server dead = pool.servers().get(0);
        for (int i = 0; i < 1200; i++) {
            if (pool.choose(request(), List.of()).orElseThrow() == dead) {
                pool.choose(request(), List.of(dead));
            }
        }
        pool.servers().stream().skip(1).forEach(server ->
                assertTrue(Math.abs(server.requests() - 400) < 120, () -> "" + server.requests()));
    }

    @Test
    void copesWithServersItWasNotToldOf() {
        Balancer balancer = new RoundRobin(Draws.of(0));
        assertEquals("a b a", Picks.inARow(3, balancer, Samples.servers("a, b")));
        prepared(balancer, "a, b");
        assertEquals("y x y", Picks.inARow(4, balancer, Samples.servers("x, y")).substring(2));
    }

    @Test
    void staysExactWithManyThreads() throws InterruptedException {
        Pool pool = new Pool("web", Samples.servers("a weight=5, b, c weight=2"),
                new RoundRobin(Draws.seeded(1)));
        Thread[] threads = IntStream.range(0, 8).mapToObj(i -> Thread.startVirtualThread(() -> {
            for (int k = 0; k < 10_000; k++) {
                pool.choose(request(), List.of()).orElseThrow().release();
            }
        })).toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(50_000L, 10_000L, 20_000L),
                pool.servers().stream().map(Server::requests).toList());
    }

    private static List<Server> without(List<Server> all, Integer... indices) {
        Set<Integer> left = Set.of(indices);
        return IntStream.range(0, all.size()).filter(i -> !left.contains(i)).mapToObj(all::get)
                .toList();
    }
}
