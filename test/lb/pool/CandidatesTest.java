package lb.pool;

import static lb.pool.Samples.health;
import static lb.pool.Samples.request;
import static lb.pool.Samples.server;
import static lb.pool.Samples.servers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lb.balance.Algorithm;
import lb.balance.HashKey;
import lb.http.Headers;
import lb.http.Request;
import lb.observe.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CandidatesTest {
    private static Pool pool(String servers, Algorithm algorithm) {
        return new Pool("web", servers(servers), algorithm.create(HashKey.parse("ip")));
    }

    /** {@code a: reason; b; *c}: the eligible ones without a reason, the choice with a star. */
    private static String told(Pool pool, Server... tried) {
        Candidates candidates = pool.candidates(request(), List.of(tried));
        return candidates.all().stream().map(one ->
                (candidates.choice().equals(Optional.of(one.server())) ? "*" : "")
                        + Samples.name(one.server())
                        + (one.eligible() ? "" : ": " + one.reason()))
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest(name = "of {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            a, b, c                    | *a; b; c
            a                          | *a
            a weight=0, b              | a: weight 0; *b
            a drain, b                 | a: drain: drain in the file; *b
            a, b backup                | *a; b: backup, not needed
            a drain, b backup          | a: drain: drain in the file; *b
            a weight=0 backup, b drain | a: weight 0; b: drain: drain in the file
            """)
    void saysWhoMayBeChosenAndWhyOthersMayNot(String servers, String told) {
        assertEquals(told, told(pool(servers, Algorithm.FIRST)));
    }

    @Test
    void saysWhoIsDownAndWhoWasTried() {
        Pool pool = new Pool("web", List.of(server("a", health(false)), server("b"), server("c"),
                server("d backup")), Algorithm.FIRST.create(HashKey.parse("ip")));
        List<Server> all = pool.servers();
        assertEquals("a: down: so said the test; *b; c; d: backup, not needed", told(pool));
        assertEquals("a: down: so said the test; b: already tried; *c; d: backup, not needed",
                told(pool, all.get(1)));
        assertEquals("a: down: so said the test; b: already tried; c: already tried; *d",
                told(pool, all.get(1), all.get(2)));
    }

    @Test
    void saysWhoIsFull() {
        Pool pool = pool("a max=1, b max=1", Algorithm.FIRST);
        pool.choose(request(), List.of());
        assertEquals("a: at its max of 1; *b", told(pool));
        pool.choose(request(), List.of());
        assertEquals("a: at its max of 1; b: at its max of 1", told(pool));
    }

    @Test
    void saysWhoIsEjectedAndUsedForWantOfOthers() {
        PoolSettings settings = new PoolSettings(new Outliers(1, Duration.ofSeconds(10),
                Duration.ofSeconds(10), 1), Duration.ZERO, Optional.empty(), 0, Duration.ZERO);
        Pool pool = new Pool("web", servers("a, b"), Algorithm.FIRST.create(HashKey.parse("ip")),
                settings, Events.NONE, System::nanoTime);
        pool.failed(pool.servers().get(0), "connection broke", 0);
        assertEquals("a: ejected: connection broke; *b", told(pool));
        pool.failed(pool.servers().get(1), "connection broke", 0);
        assertEquals("*a; b", told(pool));
    }

    @Test
    void saysWhoIsNamedByTheClientsCookie() {
        Sticky sticky = new Sticky("web", "lb", Optional.empty(), Optional.empty(),
                Optional.empty());
        Pool pool = new Pool("web", servers("a, b, c"),
                Algorithm.ROUND_ROBIN.create(HashKey.parse("ip")), new PoolSettings(Outliers.OFF,
                        Duration.ZERO, Optional.of(sticky), 0, Duration.ZERO), Events.NONE,
                System::nanoTime);
        String cookie = pool.pin(request(), pool.servers().get(1)).orElseThrow();
        Request own = request("10.1.1.1", "/", Headers.of("Cookie", cookie.split(";")[0]));
        Candidates candidates = pool.candidates(own, List.of());
        assertEquals(Optional.of(pool.servers().get(1)), candidates.choice());
        assertEquals("the client's cookie names b:80", candidates.all().get(0).reason());
    }

    /** Whatever the algorithm and the load: what is foretold is what is then chosen. */
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void foretellsTheChoice(Algorithm algorithm) {
        Random random = new Random(7);
        Pool pool = pool("a weight=3, b, c max=9, d weight=2, e backup", algorithm);
        List<Server> busy = new ArrayList<>();
        int told = 0;
        for (int i = 0; i < 3000; i++) {
            Request request = request("10.1.1." + random.nextInt(200), "/", Headers.EMPTY);
            List<Server> tried = random.nextInt(3) > 0 ? List.of()
                    : pool.servers().subList(0, random.nextInt(5));
            Candidates before = pool.candidates(request, tried);
            assertEquals(before.choice(), pool.candidates(request, tried).choice());
            Server chosen = pool.choose(request, tried).orElseThrow();
            told += before.choice().isPresent() ? 1 : 0;
            assertEquals(chosen, before.choice().orElse(chosen));
            assertEquals(List.of(chosen), before.eligible().stream().map(Candidate::server)
                    .filter(chosen::equals).toList());
            busy.add(chosen);
            if (random.nextInt(20) == 0) {
                busy.forEach(Server::release);
                busy.clear();
            }
        }
        boolean chance = Stream.of(Algorithm.RANDOM, Algorithm.TWO_CHOICES,
                Algorithm.LEAST_LATENCY).anyMatch(algorithm::equals);
        assertEquals(!chance, told == 3000, told + " of 3000 told");
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
            round-robin       | whose turn it is                                        | its turn
            random            | drawn at random, by weight                              | 50.0%
            least-connections | fewest in flight for its weight; level ones take turns  | load 0.00
            two-choices       | fewer in flight for its weight, of two drawn at random  | load 0.00
            least-latency     | the shorter wait for its weight, of two drawn at random | no latency yet
            hash              | lowest hash of "10.1.1.1" with its name, by weight      | hash 0.2071
            """)
    void saysHowItChooses(String algorithm, String why, String score) {
        Candidates candidates = pool("a, b", Algorithm.parse(algorithm))
                .candidates(request(), List.of());
        assertEquals(why, candidates.why());
        List<String> scores = candidates.all().stream().map(Candidate::score).toList();
        assertEquals(true, scores.stream().anyMatch(text -> text.startsWith(score)),
                scores::toString);
    }

    @Test
    void asksNothingOfABalancerThatDoesNotSay() {
        Pool pool = new Pool("web", servers("a, b"), (eligible, request) -> eligible.get(1));
        assertEquals("a; b", told(pool));
        Candidates candidates = pool.candidates(request(), List.of());
        assertEquals(List.of("", ""), candidates.all().stream().map(Candidate::score).toList());
    }

    @Test
    void leavesRoundRobinsPlaceAlone() {
        Pool pool = pool("a, b, c", Algorithm.ROUND_ROBIN);
        String[] first = new String[3];
        Arrays.setAll(first, i -> {
            told(pool);
            return pool.choose(request(), List.of()).orElseThrow().name();
        });
        assertEquals(3, Stream.of(first).distinct().count());
    }
}
