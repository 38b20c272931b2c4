package lb.pool;

import static lb.pool.Samples.health;
import static lb.pool.Samples.names;
import static lb.pool.Samples.request;
import static lb.pool.Samples.server;
import static lb.pool.Samples.servers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lb.http.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolTest {
    /** Takes the first and remembers what it was asked. */
    private static final class FirstOf implements Balancer {
        final List<List<Server>> prepared = new ArrayList<>();
        final List<List<Server>> asked = new ArrayList<>();

        @Override
        public void prepare(List<Server> available) {
            prepared.add(available);
        }

        @Override
        public Server pick(List<Server> eligible, Request request) {
            asked.add(eligible);
            return eligible.get(0);
        }
    }

    private final FirstOf balancer = new FirstOf();

    private Pool pool(List<Server> servers) {
        return new Pool("web", servers, balancer);
    }

    private Pool pool(String servers) {
        return pool(servers(servers));
    }

    private static String choose(Pool pool, Server... tried) {
        return pool.choose(request(), List.of(tried)).map(Samples::name).orElse("none");
    }

    @ParameterizedTest(name = "of {0}, takes {1}")
    @CsvSource(delimiter = '|', textBlock = """
            a, b, c                    | a b c
            a weight=0, b              | b
            a drain, b, c              | b c
            a backup, b, c             | b c
            a backup, b backup         | a b
            a weight=0, b backup       | b
            a drain, b weight=0        | ''
            a weight=0 backup, b drain | ''
            """)
    void offersServersThatTakeNewRequests(String servers, String available) {
        assertEquals(available, names(pool(servers).available()));
    }

    @Test
    void answersForNoneAndOneItself() {
        assertEquals("none", choose(pool("a weight=0")));
        assertEquals("a", choose(pool("a, b weight=0")));
        assertEquals(List.of(), balancer.asked);
    }

    @Test
    void countsTheRequestIn() {
        Server chosen = pool("a, b").choose(request(), List.of()).orElseThrow();
        assertEquals(1, chosen.inFlight());
        assertEquals(1, chosen.requests());
    }

    @Test
    void asksTheBalancerWithTheSameListWhileNothingChanges() {
        Pool pool = pool("a, b, c");
        choose(pool);
        choose(pool);
        assertSame(balancer.prepared.get(0), balancer.asked.get(0));
        assertSame(balancer.prepared.get(0), balancer.asked.get(1));
    }

    @Test
    void leavesOutServersAlreadyTried() {
        Pool pool = pool("a, b, c");
        List<Server> all = pool.servers();
        assertEquals("b", choose(pool, all.get(0)));
        assertEquals("c", choose(pool, all.get(0), all.get(1)));
        assertEquals("none", choose(pool, all.get(0), all.get(1), all.get(2)));
        assertEquals(1, balancer.prepared.size(), "what was tried is one request's affair");
    }

    @Test
    void turnsToBackupsWhenAllOthersWereTried() {
        Pool pool = pool("a, b backup, c backup");
        List<Server> all = pool.servers();
        assertEquals("b", choose(pool, all.get(0)));
        assertEquals("c", choose(pool, all.get(0), all.get(1)));
        assertEquals("none", choose(pool, all.get(0), all.get(1), all.get(2)));
    }

    @Test
    void followsHealth() {
        Health flapping = health(false);
        Pool pool = pool(List.of(server("a", flapping), server("b"), server("c")));
        assertEquals("b c", names(pool.available()));
        flapping.observe(true, "status 200", Instant.EPOCH);
        assertEquals("a b c", names(pool.available()));
        assertEquals(pool.available(), balancer.prepared.get(1));
        List<Server> before = pool.available();
        flapping.observe(true, "status 200", Instant.EPOCH);
        assertSame(before, pool.available(), "nothing has changed");
        flapping.observe(false, "status 500", Instant.EPOCH);
        assertEquals("b c", names(pool.available()));
        assertNotSame(before, pool.available());
    }

    @Test
    void usesNoServerBeforeItsFirstCheck() {
        Health unknown = new Health(2, 3);
        Pool pool = pool(List.of(server("a", unknown)));
        assertEquals("none", choose(pool));
        unknown.observe(true, "status 200", Instant.EPOCH);
        assertEquals("a", choose(pool));
    }

    @Test
    void turnsToBackupsWhenAllOthersAreDownAndBackAgain() {
        Health health = health(true);
        Pool pool = pool(List.of(server("a", health), server("b backup")));
        assertEquals("a", names(pool.available()));
        health.observe(false, "status 500", Instant.EPOCH);
        assertEquals("b", names(pool.available()));
        health.observe(true, "status 200", Instant.EPOCH);
        assertEquals("a", names(pool.available()));
    }

    @Test
    void stopsFollowingHealthWhenClosed() {
        Health health = health(true);
        Pool pool = pool(List.of(server("a", health)));
        pool.close();
        health.observe(false, "status 500", Instant.EPOCH);
        assertEquals("a", names(pool.available()), "nobody listens any more");
    }

    @Test
    void passesOverServersAtTheirMax() {
        Pool pool = pool("a max=1, b max=2, c max=1");
        String chosen = Stream.generate(() -> choose(pool)).limit(5).toList().toString();
        assertEquals("[a, b, b, c, none]", chosen);
        pool.servers().get(1).release();
        assertEquals("b", choose(pool));
    }

    @Test
    void doesNotTurnToBackupsWhenOthersAreMerelyFull() {
        Pool pool = pool("a max=1, b backup");
        assertEquals("a", choose(pool));
        assertEquals("none", choose(pool));
    }

    @Test
    void asksAgainWhenAnotherRequestWasQuicker() {
        AtomicBoolean first = new AtomicBoolean(true);
        Balancer beaten = new Balancer() {
            @Override
            public Server pick(List<Server> eligible, Request request) {
                return eligible.get(1);
            }

            @Override
            public Optional<Server> take(List<Server> eligible, Request request) {
                return first.getAndSet(false) ? Optional.empty()
                        : Balancer.super.take(eligible, request);
            }
        };
        assertEquals("b", choose(new Pool("web", servers("a, b"), beaten)));
    }

    /** A thousand servers come up at once, on as many threads: none may be forgotten. */
    @Test
    void missesNoChangeAmongManyAtOnce() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            List<Health> healths = IntStream.range(0, 200).mapToObj(i -> new Health(1, 1)).toList();
            Pool pool = pool(healths.stream().map(health -> server("a", health)).toList());
            List<Thread> probes = healths.stream().map(health -> Thread.startVirtualThread(
                    () -> health.observe(true, "", Instant.EPOCH))).toList();
            for (Thread probe : probes) {
                probe.join();
            }
            assertEquals(200, pool.available().size());
        }
    }

    /** The pools were told when observe returns: traffic that waits for a check may start then. */
    @Test
    void knowsOfAChangeWhenTheCheckReturns() throws InterruptedException {
        List<Health> healths = IntStream.range(0, 100).mapToObj(i -> new Health(1, 1)).toList();
        List<Server> servers = healths.stream().map(health -> server("a", health)).toList();
        Pool pool = pool(servers);
        Queue<String> missing = new ConcurrentLinkedQueue<>();
        List<Thread> probes = servers.stream().map(server -> Thread.startVirtualThread(() -> {
            server.health().observe(true, "", Instant.EPOCH);
            if (!pool.available().contains(server)) {
                missing.add(server.name());
            }
        })).toList();
        for (Thread probe : probes) {
            probe.join();
        }
        assertTrue(missing.isEmpty(), missing::toString);
    }
}
