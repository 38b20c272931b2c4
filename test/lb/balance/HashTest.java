package lb.balance;

import static lb.pool.Samples.names;
import static lb.pool.Samples.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lb.http.Headers;
import lb.http.Request;
import lb.pool.Balancer;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
    private static Hash unbounded() {
        return new Hash(new HashKey.Uri(), OptionalDouble.empty());
    }

    private static Request key(int key) {
        return request("10.1.1.1", "/" + key, Headers.EMPTY);
    }

    /** Which server each of the keys 0, 1, 2 … goes to. */
    private static List<String> homes(int keys, List<Server> servers) {
        Balancer balancer = unbounded();
        balancer.prepare(servers);
        return IntStream.range(0, keys)
                .mapToObj(i -> Samples.name(balancer.pick(servers, key(i)))).toList();
    }

    private static List<Server> randomServers(Random random) {
        int count = random.nextInt(3, 20);
        return Samples.servers(IntStream.range(0, count)
                .mapToObj(i -> "s" + i + " weight=" + random.nextInt(1, 100))
                .collect(Collectors.joining(",")));
    }

    /** Whoever changes these moves every key of every user to another server. */
    @Test
    void neverChangesItsMind() {
        assertEquals("a c a a a a c b a a c a", String.join(" ",
                homes(12, Samples.servers("a weight=3, b, c weight=2"))));
    }

    @Test
    void doesNotDependOnTheOrderOfServers() {
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            List<Server> servers = randomServers(random);
            List<Server> shuffled = new ArrayList<>(servers);
            Collections.shuffle(shuffled, random);
            assertEquals(homes(500, servers), homes(500, List.copyOf(shuffled)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void movesOnlyTheKeysOfARemovedServer(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            List<Server> servers = randomServers(random);
            Server removed = servers.get(random.nextInt(servers.size()));
            List<Server> rest = servers.stream().filter(server -> server != removed).toList();
            List<String> before = homes(1000, servers);
            List<String> after = homes(1000, rest);
            for (int key = 0; key < 1000; key++) {
                if (!before.get(key).equals(Samples.name(removed))) {
                    assertEquals(before.get(key), after.get(key), () -> "without " + removed);
                } else {
                    assertNotEquals(before.get(key), after.get(key));
                }
            }
        }
    }

    @Test
    void movesItsShareOfKeysToAServerThatComes() {
        List<Server> servers = Samples.servers("a, b, c, d, e, f, g, h, i, new");
        List<String> before = homes(20_000, servers.subList(0, 9));
        List<String> after = homes(20_000, servers);
        long moved = IntStream.range(0, 20_000)
                .filter(i -> !before.get(i).equals(after.get(i))).count();
        assertEquals(2000, moved, 200);
    }

    @Test
    void movesKeysOnlyToAServerWhoseWeightGrows() {
        List<String> before = homes(5000, Samples.servers("a weight=2, b weight=3, c weight=4"));
        List<String> after = homes(5000, Samples.servers("a weight=5, b weight=3, c weight=4"));
        for (int key = 0; key < 5000; key++) {
            assertTrue(before.get(key).equals(after.get(key)) || after.get(key).equals("a"));
        }
    }

    @Test
    void givesEachServerKeysByItsWeight() {
        Map<String, Long> counts = homes(60_000, Samples.servers("a weight=3, b, c weight=2"))
                .stream().collect(Collectors.groupingBy(home -> home, Collectors.counting()));
        assertEquals(30_000, counts.get("a"), 500);
        assertEquals(10_000, counts.get("b"), 500);
        assertEquals(20_000, counts.get("c"), 500);
    }

    /** A client whose server failed comes to the one that it would have without it. */
    @Test
    void goesToTheNextBestWhenTriedAgain() {
        List<Server> servers = Samples.servers("a, b, c, d");
        Balancer balancer = unbounded();
        balancer.prepare(servers);
        for (int key = 0; key < 200; key++) {
            Server first = balancer.pick(servers, key(key));
            List<Server> rest = servers.stream().filter(server -> server != first).toList();
            assertEquals(homes(200, rest).get(key),
                    Samples.name(balancer.pick(rest, key(key))));
        }
    }

    @Test
    void passesABusyServerOverForTheKeysNextBest() {
        Hash hash = new Hash(new HashKey.Uri(), OptionalDouble.of(1.25));
        Pool pool = new Pool("web", Samples.servers("a, b, c, d"), hash);
        // One popular key. The bound is ceil(1.25 * requests / 4): 1, 1, 1, 2, 2, 2, 3, 3 …
        List<Server> chosen = IntStream.range(0, 8)
                .mapToObj(i -> pool.choose(key(7), List.of()).orElseThrow()).toList();
        List<Server> order = chosen.stream().distinct().toList();
        assertEquals(names(List.of(order.get(0), order.get(1), order.get(2), order.get(0),
                order.get(1), order.get(2), order.get(0), order.get(1))), names(chosen));
        chosen.forEach(Server::release);
        assertEquals(order.get(0), pool.choose(key(7), List.of()).orElseThrow(), "back home");
    }

    @ParameterizedTest(name = "bound {0}")
    @ValueSource(doubles = {1.0, 1.1, 1.25, 2.0})
    void keepsEveryServerWithinItsBound(double bound) {
        Random random = new Random(5);
        List<Server> servers = randomServers(random);
        Pool pool = new Pool("web", servers, new Hash(new HashKey.Uri(), OptionalDouble.of(bound)));
        long weights = servers.stream().mapToInt(Server::weight).sum();
        List<Server> inFlight = new ArrayList<>();
        for (int i = 1; i <= 5000; i++) {
            int key = (int) Math.abs(random.nextGaussian() * 3); // A few popular keys.
            Server chosen = pool.choose(key(key), List.of()).orElseThrow();
            inFlight.add(chosen);
            double most = Math.ceil(bound * inFlight.size() * chosen.weight() / weights);
            assertTrue(chosen.inFlight() <= most, () -> chosen + " has " + chosen.inFlight()
                    + " in flight, more than " + most);
            if (i % 3 == 0) {
                inFlight.remove(random.nextInt(inFlight.size())).release();
            }
        }
    }

    @Test
    void keepsAKeyAtHomeWhileNobodyIsBusy() {
        Pool pool = new Pool("web", Samples.servers("a, b, c, d"),
                new Hash(new HashKey.Ip(), OptionalDouble.of(1.25)));
        Map<String, List<Server>> homes = new HashMap<>();
        for (String client : Arrays.asList("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.2")) {
            Server chosen = pool.choose(request(client, "/", Headers.EMPTY), List.of())
                    .orElseThrow();
            chosen.release();
            homes.computeIfAbsent(client, c -> new ArrayList<>()).add(chosen);
        }
        homes.values().forEach(list -> assertEquals(list.get(0), list.get(1)));
    }
}
