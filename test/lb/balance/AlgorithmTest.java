package lb.balance;

import static lb.pool.Samples.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lb.http.Headers;
import lb.http.Request;
import lb.pool.Health;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlgorithmTest {
    @Test
    void knowsEveryNameOfTheContract() {
        assertEquals("round-robin random least-connections two-choices least-latency hash first",
                String.join(" ", Arrays.stream(Algorithm.values()).map(Algorithm::label).toList()));
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(Algorithm algorithm) {
        assertEquals(algorithm, Algorithm.parse(algorithm.label()));
        assertTrue(algorithm.use().contains(";"), "says what it does; and when to use it");
    }

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource(delimiter = '|', textBlock = """
            least-conn    | there is no algorithm "least-conn"; did you mean "least-connections"?
            roundrobin    | there is no algorithm "roundrobin"; did you mean "round-robin"?
            leastlatency  | there is no algorithm "leastlatency"; did you mean "least-latency"?
            hsah          | there is no algorithm "hsah"; did you mean "hash"?
            Random        | there is no algorithm "Random"; did you mean "random"?
            maglev        | there is no algorithm "maglev"; the algorithms are: round-robin, random, least-connections, two-choices, least-latency, hash, first
            ''            | there is no algorithm ""; the algorithms are: round-robin, random, least-connections, two-choices, least-latency, hash, first
            """)
    void refuses(String name, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> Algorithm.parse(name)).getMessage());
    }

    @ParameterizedTest(name = "a hash-bound of {0}")
    @ValueSource(doubles = {0.99, 0, -1, Double.NaN})
    void refusesABoundThatLeavesRequestsWithoutAServer(double bound) {
        assertThrows(IllegalArgumentException.class,
                () -> Settings.of(new HashKey.Ip(), OptionalDouble.of(bound)));
    }

    /** Whatever happens to the servers meanwhile: requests are counted, none throws. */
    @ParameterizedTest
    @EnumSource
    void standsManyThreadsAndServersThatComeAndGo(Algorithm algorithm) throws Exception {
        Health flapping = Samples.health(true);
        List<Server> servers = List.of(Samples.server("a weight=3"), Samples.server("b max=5"),
                Samples.server("c", flapping), Samples.server("d weight=0"),
                Samples.server("e", flapping), Samples.server("f backup"));
        Pool pool = new Pool("web", servers, algorithm.create(new HashKey.Uri()));
        AtomicInteger chosen = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 6).mapToObj(t -> Thread.ofPlatform()
                .start(() -> chosen.addAndGet(chooseMany(pool, t)))).toList();
        for (int i = 0; i < 2000; i++) {
            flapping.observe(i % 2 == 1, "flap", Instant.EPOCH);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(6 * 6000, chosen.get());
        assertEquals(chosen.get(), servers.stream().mapToLong(Server::requests).sum());
        assertEquals(0, servers.stream().mapToInt(Server::inFlight).sum());
    }

    private static int chooseMany(Pool pool, int thread) {
        int chosen = 0;
        for (int i = 0; i < 3000; i++) {
            Request request = request("10.0.0." + thread, "/" + i, Headers.EMPTY);
            Server first = pool.choose(request, List.of()).orElseThrow();
            Server second = pool.choose(request, List.of(first)).orElseThrow();
            assertTrue(first != second);
            first.release();
            second.release();
            chosen += 2;
        }
        return chosen;
    }
}
