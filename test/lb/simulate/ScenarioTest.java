package lb.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import lb.balance.Algorithm;
import lb.http.Json;
import lb.pool.ServerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {
    private static final String PLAIN = "pool.web.servers = a:80\n";

    private static Setup setup(String pool, String servers, double load) {
        return setup(pool, servers, load, 2);
    }

    private static Setup setup(String pool, String servers, double load, int minutes) {
        return Setups.of(PLAIN + pool, servers, load, Duration.ofMinutes(minutes), 1);
    }

    private static List<Tally> compare(Setup setup, Scenario scenario, Algorithm... algorithms) {
        return Comparison.of(setup, scenario, List.of(algorithms), done -> { }).tallies();
    }

    private static String everything(long seed, int seconds) {
        Setup setup = Setups.of(PLAIN + "pool.web.queue = 20\n", "count=5 max=12 errors=1%", 0.7,
                Duration.ofSeconds(seconds), seed);
        List<Comparison> all = Arrays.stream(Scenario.values()).map(scenario -> Comparison.of(setup,
                scenario, List.of(Algorithm.values()), done -> { })).toList();
        return Comparison.text(all) + Comparison.csv(all) + Comparison.json(all)
                + Page.html(all).replaceFirst("(?s)<style>.*</style>", "")
                + Steps.text(setup, Scenario.DEAD, Algorithm.LEAST_LATENCY, 5);
    }

    /** The same on every JDK and every machine: this digest was made on one of them. */
    @Test
    void sameSeedSameOutput() throws Exception {
        String output = everything(1, 3);
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(output.getBytes(StandardCharsets.UTF_8));
        assertEquals("fa73921566e7f999", HexFormat.of().formatHex(digest).substring(0, 16));
        assertNotEquals(everything(1, 1), everything(2, 1));
    }

    /** A cold server that gets its full share at once gets more than it can do. */
    @ParameterizedTest(name = "{0}: slow start makes the longest wait {1} times shorter")
    @CsvSource({"ROUND_ROBIN, 4", "RANDOM, 2"})
    void slowStartAvoidsTheHerd(Algorithm algorithm, double times) {
        List<Tally> tallies = compare(setup("", "count=10", 0.7), Scenario.COLD, algorithm);
        double at = tallies.get(0).latencies().max();
        double slowly = tallies.get(1).latencies().max();
        assertTrue(at > times * slowly, () -> at + " ms at once, " + slowly + " ms slowly");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void clientsNoticeLittleOfADeadServer(Algorithm algorithm) {
        Tally tally = compare(setup("pool.web.queue = 100\n", "count=5 max=16", 0.6),
                Scenario.DEAD, algorithm).get(0);
        assertEquals(0, tally.drops());
        assertTrue(tally.notice().orElseThrow() < 7, () -> "noticed after " + tally.notice());
        assertTrue(IntStream.range(Tally.STEPS / 2, Tally.STEPS)
                .allMatch(step -> tally.loads(0)[step] == 0));
    }

    /** By the same decision as for real requests. */
    @ParameterizedTest(name = "{0}: tries again {1}, drops {2}")
    @CsvSource({"retry.attempts = 2, true, false", "retry.attempts = 0, false, true",
            "retry.on = 503, false, true"})
    void triesAgainAsThePolicySays(String line, boolean retries, boolean drops) {
        Tally tally = compare(setup("pool.web." + line + "\n", "count=5", 0.5), Scenario.DEAD,
                Algorithm.ROUND_ROBIN).get(0);
        assertEquals(retries, (long) tally.toMap().get("retries") > 0);
        assertEquals(drops, tally.drops() > 0);
    }

    /** Without ejection it takes as many failed checks as there must be, and their timeout. */
    @Test
    void checksNoticeADeadServerInTheTimeTheyNeed() {
        Tally tally = compare(setup("pool.web.outlier.failures = 0\n", "count=5", 0.5),
                Scenario.DEAD, Algorithm.ROUND_ROBIN).get(0);
        double seconds = tally.notice().orElseThrow();
        assertTrue(seconds >= 2 * 1.8 + 1 && seconds <= 3 * 2.2 + 1, () -> "after " + seconds);
    }

    @Test
    void onlyAlgorithmsThatLookAtServersSpareTheSlowOne() {
        Setup setup = setup("", "count=5", 0.5);
        double blind = compare(setup, Scenario.SLOW, Algorithm.ROUND_ROBIN).get(0)
                .latencies().percentile(0.99);
        for (Algorithm algorithm : List.of(Algorithm.LEAST_CONNECTIONS, Algorithm.TWO_CHOICES,
                Algorithm.LEAST_LATENCY)) {
            double seeing = compare(setup, Scenario.SLOW, algorithm).get(0)
                    .latencies().percentile(0.99);
            assertTrue(blind > 2 * seeing, () -> algorithm + ": " + seeing + ", not " + blind);
        }
    }

    @Test
    void hashMovesTheKeysOfTheDeadServerAlone() {
        Setup setup = setup("pool.web.hash-bound = off\n", "count=5", 0.5, 5); // Many keys.
        Tally tally = compare(setup, Scenario.DEAD, Algorithm.HASH).get(0);
        assertEquals(0.2, tally.remapped(), 0.02);
        Tally calm = compare(setup, Scenario.EQUAL, Algorithm.HASH).get(0);
        assertEquals(0, calm.remapped());
    }

    @Test
    void boundKeepsHotKeysFromOneServer() {
        List<Tally> tallies = compare(setup("", "count=5", 0.7), Scenario.HOT_KEYS, Algorithm.HASH);
        assertEquals(2, tallies.size());
        assertTrue(tallies.get(0).jain() > tallies.get(1).jain());
        assertTrue(tallies.get(0).latencies().percentile(0.99)
                < tallies.get(1).latencies().percentile(0.99) / 1.2);
    }

    @Test
    void rollingReplacementLosesNothingWhereThereIsRoom() {
        for (Algorithm algorithm : Algorithm.values()) {
            Tally tally = compare(setup("pool.web.slow-start = 10s\npool.web.queue = 1000\n",
                    "count=5 max=40", 0.4), Scenario.ROLLING, algorithm).get(0);
            assertEquals(0, tally.drops(), algorithm.label());
            assertFalse(tally.hadTrouble());
        }
    }

    /** Each of ten sees a tenth of what is in flight; two choices do not mind. */
    @Test
    void manyBalancersKeepTheShares() {
        for (Algorithm algorithm : List.of(Algorithm.ROUND_ROBIN, Algorithm.TWO_CHOICES)) {
            Tally tally = compare(setup("", "count=5", 0.7), Scenario.MANY, algorithm).get(0);
            assertTrue(tally.jain() > 0.999, algorithm.label());
            assertEquals(0, tally.drops());
        }
    }

    @Test
    void weightsAreWhatSharesAreMeasuredBy() {
        List<SimulatedServer> servers = SimulatedServer.of(List.of(
                ServerSpec.parse("a:80 weight=3"), ServerSpec.parse("b:80")));
        assertEquals(List.of(12, 4), servers.stream().map(it -> it.profile().workers()).toList());
    }

    @Test
    void overloadFillsTheQueueAndDropsTheRest() {
        Tally tally = compare(setup("pool.web.queue = 50\n", "count=2 max=4", 2), Scenario.EQUAL,
                Algorithm.ROUND_ROBIN).get(0);
        double answered = tally.latencies().count();
        assertEquals(0.5, answered / (answered + tally.drops()), 0.02);
        assertEquals(50, tally.toMap().get("queue"));
    }

    @Test
    void pageIsCompleteInItself() {
        Setup setup = Setups.of(PLAIN, "count=9", 0.5, Duration.ofSeconds(30), 1);
        String html = Page.html(List.of(Comparison.of(setup, Scenario.DEAD,
                List.of(Algorithm.values()), done -> { })));
        for (String outside : List.of("http:", "https:", "src=", "href=", "url(", "@import",
                "<script")) {
            assertFalse(html.contains(outside), outside);
        }
        assertTrue(html.contains("prefers-color-scheme: dark"));
        assertEquals(Algorithm.values().length + 1, html.split("<svg ").length - 1);
        assertFalse(html.contains("NaN"));
    }

    @Test
    void jsonAndCsvSayTheSame() {
        Setup setup = Setups.of(PLAIN, "count=2", 0.5, Duration.ofSeconds(30), 1);
        List<Comparison> comparisons = List.of(Comparison.of(setup, Scenario.EQUAL,
                List.of(Algorithm.RANDOM, Algorithm.HASH), done -> { }));
        assertTrue(Json.parse(Comparison.json(comparisons)) instanceof List<?> list
                && list.size() == 1);
        String[] lines = Comparison.csv(comparisons).split("\r\n");
        assertEquals(3, lines.length);
        assertTrue(Arrays.stream(lines).allMatch(line -> line.split(",", -1).length == 18));
    }

    @Test
    void stepsTellWhoWasChosenAmongWhom() {
        String text = Steps.text(setup("", "count=3", 0.5), Scenario.EQUAL, Algorithm.ROUND_ROBIN,
                3);
        assertEquals(3, text.split("goes to s[123]:80: whose turn it is", -1).length - 1, text);
        assertEquals(3, text.split("\n  > s", -1).length - 1, text);
        assertTrue(text.contains("s2:80                  weight 1, "), text);
    }
}
