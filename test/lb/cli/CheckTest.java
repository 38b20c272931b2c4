package lb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lb.testing.LbProcess;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/** {@code check} as users run it. */
final class CheckTest extends Scenario {
    private LbProcess check(String text) {
        return closeLater(LbProcess.run(text, List.of("check", "lb.properties")));
    }

    @Test
    void reportsTenMistakesEachAtItsLineWithARemedy() {
        LbProcess lb = check("""
                listen = 127.0.0.1:99999
                timeout.request = 30
                limit.body = 10 megs
                pool.web.servers = 127.0.0.1
                pool.web.algorithm = least-conn
                pool.web.health.path = healthz
                route.shop.host = shop.example, ~(
                route.shop.pool = wbe
                firewall.bots.ip = 10.0.0.0/33
                firewall.bots.action = deny
                rout.shop.path = /api
                pool.web.servers = 127.0.0.1:8081
                """);
        assertEquals(2, lb.awaitExit());
        List<String> said = lb.err().all();
        for (int line : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12}) {
            int at = indexOf(said, "lb.properties:" + line + ": ");
            assertTrue(at >= 0, () -> "nothing about line " + line + " in\n" + lb.err());
            assertTrue(said.get(at + 1).matches(" {4}\\S.{10,}"), () -> said.get(at + 1));
        }
        assertTrue(said.getLast().matches("\\d\\d problems; nothing was started\\."),
                said::getLast);
        assertTrue(said.stream().noneMatch(line -> line.contains("Exception")
                || line.startsWith("\tat ")), () -> lb.err().toString());
        assertEquals(List.of(), lb.out().all());
    }

    @Test
    void findsNothingWrongWithWhatRuns() {
        LbProcess lb = check("pool.web.servers = 127.0.0.1:8081\n");
        assertEquals(0, lb.awaitExit());
        assertEquals(List.of("lb.properties: no problems"), lb.out().all());
        assertEquals(List.of(), lb.err().all());
    }

    private static int indexOf(List<String> lines, String start) {
        for (int i = 0; i < lines.size() - 1; i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        return -1;
    }
}
