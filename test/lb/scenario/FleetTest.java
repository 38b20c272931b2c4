package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lb.testing.Eventually;
import lb.testing.Free;
import lb.testing.Lb;
import lb.testing.LbProcess;
import lb.testing.Load;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/** Equal copies of lb, each a process of its own, that know nothing of each other. */
final class FleetTest extends Scenario {

    @Test
    void copiesAgreeWithoutTalking() {
        Stream.of("a", "b", "c", "d").forEach(this::backend);
        List<LbProcess> copies = IntStream.range(0, 3).mapToObj(i -> startProcess("""
                trusted-proxies    = 127.0.0.1
                pool.*.servers     = ${a}, ${b}, ${c}, ${d}
                pool.*.timeout.connect = 20s
                pool.hash.algorithm   = hash
                pool.hash.hash-key    = param.key
                pool.sticky.sticky    = home
                pool.sticky.algorithm = random
                pool.stable.servers   = ${a}
                pool.canary.servers   = ${b}
                route.hash.path    = /hash
                route.hash.pool    = hash
                route.sticky.path  = /sticky
                route.sticky.pool  = sticky
                route.split.path   = /split
                route.split.pool   = stable 70, canary 30
                route.limited.path = /limited
                route.limited.respond = 200 ok
                firewall.rate.path    = /limited
                firewall.rate.action  = limit 3/m burst 30 shared-by 3
                """)).toList();
        for (String client : List.of("x", "y", "z")) {
            assertEquals(1, sticky(copies, client).size(), client);
        }
        assertEquals(4, agreed(copies, i -> "/hash?key=" + i), "servers for many keys");
        assertEquals(2, agreed(copies, i -> "/split"), "sides for many clients");
        assertEquals(30, copies.stream()
                .mapToLong(copy -> copy.get("/limited").times(40).all().stream()
                        .filter(answer -> answer.status() == 200).count())
                .sum());
        copies.forEach(copy -> assertEquals(0, copy.stop()));
    }

    /** The servers to which a client comes that goes from copy to copy with the first cookie. */
    private static Set<String> sticky(List<LbProcess> copies, String client) {
        Message first = copies.getFirst().get("/sticky?" + client).send();
        String cookie = first.header("Set-Cookie").split(";")[0];
        Set<String> servers = new HashSet<>(Set.of(first.server()));
        for (LbProcess copy : copies) {
            copy.get("/sticky").header("Cookie", cookie).times(5).all()
                    .forEach(answer -> servers.add(answer.server()));
        }
        return servers;
    }

    private interface Targets {
        String of(int client);
    }

    /** Of many clients, all copies say the same; how many different servers they say. */
    private static int agreed(List<LbProcess> copies, Targets targets) {
        Set<String> servers = new HashSet<>();
        for (int i = 0; i < 60; i++) { // Of 30, one time in 1400 none would come to one of four.
            String client = "198.51.100." + i;
            String target = targets.of(i);
            List<String> said = copies.stream().map(copy -> copy.get(target)
                    .header("X-Forwarded-For", client).send().server()).distinct().toList();
            assertEquals(1, said.size(), target + " of " + client + ": " + said);
            servers.add(said.getFirst());
        }
        return servers.size();
    }

    @Test
    void copiesAreReplacedOneByOneUnderLoadWithoutAFailedRequest() {
        // Answers take a while, so that at every moment there are requests to be lost.
        backend("a").answersAfter(Duration.ofMillis(5));
        List<Integer> ports = List.of(Free.port(), Free.port(), Free.port());
        List<LbProcess> copies = ports.stream().map(this::copy).toList();
        Lb front = start("""
                via = front
                pool.copies.servers = 127.0.0.1:%d, 127.0.0.1:%d, 127.0.0.1:%d
                pool.copies.health.interval = 100ms
                pool.copies.health.timeout = 20s
                pool.copies.timeout.connect = 20s
                """.formatted(ports.get(0), ports.get(1), ports.get(2)));
        try (Load load = Load.start(front.port(), get("/"), 3)) {
            for (int i = 0; i < copies.size(); i++) {
                load.awaitMore(20);
                assertEquals(0, copies.get(i).stop());
                load.awaitMore(20);
                copy(ports.get(i));
                int copy = i;
                Eventually.await("copy " + i + " is back", () -> front.servers().get(copy)
                        .health().isUp());
            }
            load.awaitMore(20);
            assertEquals(List.of(), load.stop());
            assertTrue(load.answered() >= 100);
        }
    }

    private LbProcess copy(int port) {
        return startProcess("listen = 127.0.0.1:" + port + "\npool.web.servers = ${a}\n"
                + "timeout.drain = 5s");
    }
}
