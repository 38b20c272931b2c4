package lb.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lb.runtime.Reload.Applied;
import lb.testing.Eventually;
import lb.testing.Free;
import lb.testing.Lb;
import lb.testing.Load;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/** Not one request fails while everything that can change does. */
final class ReloadUnderLoadTest extends Scenario {
    /** With {@code -Dlb.long=true} 200 reloads in a minute, else a taste of that. */
    private static final boolean LONG = Boolean.getBoolean("lb.long");
    private static final int RELOADS = LONG ? 200 : 40;
    private static final long BETWEEN = LONG ? 1000 : 20; // requests

    private void backends() {
        IntStream.range(0, 6).forEach(i -> backend("s" + i));
    }

    private static String servers(int... numbers) {
        return IntStream.of(numbers).mapToObj(i -> "${s" + i + "}")
                .collect(Collectors.joining(", "));
    }

    @Test
    void noRequestFailsWhileSettingsChange() {
        backends();
        String file = "pool.web.servers = " + servers(0, 1, 2) + "\n";
        Lb lb = start(file);
        List<String> changes = List.of("pool.web.algorithm = least-connections",
                "pool.web.timeout.connect = 3s", "pool.web.health = on", "limit.body = 1m",
                "firewall.no.path = /no\nfirewall.no.action = deny", "log.format = json",
                "pool.web.timeout.response = 3s", "pool.other.servers = ${s4}\n"
                        + "route.all.pool = other", "pool.web.algorithm = hash");
        try (Load load = Load.start(lb.port(), get("/"), 4)) {
            for (int i = 0; i < RELOADS; i++) {
                assertInstanceOf(Applied.class, lb.reload(file + changes.get(i % changes.size())));
                load.awaitMore(BETWEEN);
            }
            assertEquals(List.of(), load.stop());
        }
    }

    @Test
    void noRequestFailsWhileServersComeAndGo() {
        backends();
        Lb lb = start("pool.web.servers = " + servers(0));
        Threads threads = new Threads();
        try (Load load = Load.start(lb.port(), get("/"), 4)) {
            for (int i = 0; i < RELOADS; i++) {
                int next = (i + 1) % 6;
                assertInstanceOf(Applied.class, lb.reload("pool.web.servers = "
                        + (i % 3 == 0 ? servers(next) : servers(next, (next + 1) % 6))
                        + (i % 2 == 0 ? "" : "\npool.web.health = on")));
                load.awaitMore(BETWEEN);
                threads.look(i);
            }
            assertEquals(List.of(), load.stop());
            threads.assertFlat();
        }
    }

    @Test
    void noRequestFailsOnAListenerThatStaysAndNoneIsCutOnOneThatGoes() {
        backend("s0");
        int port = Free.port();
        String one = "pool.web.servers = ${s0}\nlisten = 127.0.0.1:0\n";
        String both = one.replace(":0\n", ":0, 127.0.0.1:" + port + "\n");
        Lb lb = start(one);
        try (Load load = Load.start(lb.port(), get("/"), 2)) {
            for (int i = 0; i < (LONG ? 50 : 4); i++) {
                lb.reload(both);
                Load there = Load.start(port, get("/"), 2);
                there.awaitMore(BETWEEN);
                lb.reload(one);
                Eventually.await("nobody listens there",
                        () -> there.failures().stream().anyMatch(f -> f.contains("refused")));
                List<String> failures = there.stop();
                // Refused, or ended before a byte of the answer: never in the middle of one.
                assertTrue(failures.stream().allMatch(f -> f.contains("refused")
                        || f.contains("reset") || f.startsWith("0 ")), failures::toString);
                load.awaitMore(BETWEEN);
            }
            assertEquals(List.of(), load.stop());
        }
    }

    /** How many threads there are of each kind, of which servers' clients have one each. */
    private static final class Threads {
        private long early;
        private long late;

        void look(int reload) {
            long count = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("HttpClient-")).count();
            early = reload < RELOADS / 2 ? Math.max(early, count) : early;
            late = reload < RELOADS / 2 ? late : Math.max(late, count);
        }

        void assertFlat() {
            assertTrue(late <= early + 3, early + " threads of clients, then " + late);
        }
    }
}
