package lb.balance;

import static lb.balance.Picks.load;
import static lb.balance.Picks.prepared;
import static lb.pool.Samples.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lb.pool.Balancer;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastConnectionsTest {
    private final Balancer balancer = new LeastConnections(Draws.of(0));

    @ParameterizedTest(name = "{0} with {1} in flight: takes {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # servers               | in flight | takes
            a, b, c                 | 1 2 3     | a
            a, b, c                 | 2 1 3     | b
            a, b, c                 | 3 2 1     | c
            # The best in each place: a smaller load clears the shortlist of those that were level.
            a, b, c, d              | 2 2 1 2   | c
            a, b, c, d              | 2 2 2 1   | d
            a weight=3, b           | 2 1       | a
            a weight=3, b           | 4 1       | b
            a weight=65535, b       | 65534 1   | a
            a weight=65535, b weight=65534 | 2000000 2000000 | a
            """)
    void takesTheLeastBusyForItsWeight(String servers, String inFlight, String takes) {
        List<Server> list = prepared(balancer, servers);
        String[] loads = inFlight.split(" ");
        IntStream.range(0, loads.length)
                .forEach(i -> load(list.get(i), Integer.parseInt(loads[i])));
        assertEquals(takes, Picks.inARow(1, balancer, list));
    }

    @ParameterizedTest(name = "{0}, all idle: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # servers         | order drawn | picks
            a, b, c           | 0           | a b c a b c a b
            a weight=3, b     | 1           | a a b a a a b a
            """)
    void letsIdleServersTakeTurnsByWeight(String servers, long draw, String picks) {
        Balancer idle = new LeastConnections(Draws.of(draw));
        assertEquals(picks, Picks.inARow(8, idle, prepared(idle, servers)));
    }

    @Test
    void letsThoseTakeTurnsThatAreLevel() {
        List<Server> list = prepared(balancer, "a, b, c, d, e, f, g");
        list.stream().skip(2).forEach(server -> load(server, 1));
        assertEquals("a b a b a b", Picks.inARow(6, balancer, list));
    }

    @Test
    void doesNotHerdToTheFirstWhenFewOfManyAreLevel() {
        Balancer real = new LeastConnections(ThreadLocalRandom::current);
        List<Server> list = IntStream.range(0, 1000).mapToObj(i -> Samples.server("s" + i))
                .toList();
        real.prepare(list);
        list.forEach(server -> load(server, server.name().matches("s(100|600):80") ? 0 : 1));
        Map<String, Integer> counts = Picks.counts(1000, real, list);
        assertEquals(2, counts.size());
        assertTrue(counts.values().stream().allMatch(count -> count > 350), counts::toString);
    }

    @Test
    void looksOnlyAtTheRestWhenTriedAgain() {
        List<Server> all = prepared(balancer, "a, b, c");
        assertEquals("b c b", Picks.inARow(3, balancer, all.subList(1, 3)));
    }

    @Test
    void takesNothingWhenAnotherRequestWasQuicker() {
        List<Server> list = prepared(balancer, "a max=1, b max=1");
        load(list.get(0), 1);
        load(list.get(1), 1);
        assertTrue(balancer.take(list, request()).isEmpty());
        list.get(1).release();
        assertEquals("b", Samples.name(balancer.take(list, request()).orElseThrow()));
        assertEquals(1, list.get(1).inFlight());
    }

    /**
     * The slot is taken as it was seen: of requests that only arrive, no server ever has two more
     * than another. The maximum is read before the minimum, which can only have grown since.
     */
    @RepeatedTest(3)
    void spreadsRequestsThatArriveTogether() throws InterruptedException {
        Pool pool = pool(10);
        AtomicLong spread = new AtomicLong();
        inParallel(8, () -> {
            for (int i = 0; i < 10_000; i++) {
                pool.choose(request(), List.of()).orElseThrow();
                long max = inFlight(pool).max().orElseThrow();
                spread.accumulateAndGet(max - inFlight(pool).min().orElseThrow(), Math::max);
            }
        });
        assertEquals(80_000, inFlight(pool).sum());
        assertEquals(1, spread.get());
    }

    @RepeatedTest(5)
    void staysLevelWhileRequestsComeAndGo() throws InterruptedException {
        Pool pool = pool(10);
        int threads = 8;
        inParallel(threads, () -> {
            Deque<Server> mine = new ArrayDeque<>();
            for (int i = 0; i < 5000; i++) {
                mine.add(pool.choose(request(), List.of()).orElseThrow());
                if (mine.size() > 20) {
                    mine.remove().release();
                }
            }
        });
        assertEquals(20 * threads, inFlight(pool).sum());
        long spread = inFlight(pool).max().orElseThrow() - inFlight(pool).min().orElseThrow();
        assertTrue(spread <= threads, "max - min in flight is " + spread);
    }

    private static Pool pool(int servers) {
        return new Pool("web", IntStream.range(0, servers)
                .mapToObj(i -> Samples.server("s" + i)).toList(),
                new LeastConnections(ThreadLocalRandom::current));
    }

    private static LongStream inFlight(Pool pool) {
        return pool.servers().stream().mapToLong(Server::inFlight);
    }

    private static void inParallel(int count, Runnable task) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, count).mapToObj(i -> Thread.ofPlatform().start(
                () -> {
                    try {
                        start.await();
                        task.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })).toList();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
