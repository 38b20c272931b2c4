package lb.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import lb.pool.Server;
import lb.testing.Backend;
import lb.testing.DnsServer;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.Load;
import lb.testing.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pools whose servers a name server knows. */
final class DiscoveryTest extends Scenario {
    private static final String FAST = "pool.*.refresh = 50ms\n";

    private final DnsServer dns = DnsServer.start();

    @BeforeEach
    void askOurServer() {
        System.setProperty("lb.dns", dns.url());
    }

    @AfterEach
    void close() {
        System.clearProperty("lb.dns");
        dns.close();
    }

    /** Servers on so many addresses of loopback, 127.1.0.1 and on, all at one port. */
    private Backend everywhere() {
        Backend backend = closeLater(Backend.startEverywhere("s"));
        backend.serves(exchange -> exchange.answer(200, "s"));
        return backend;
    }

    private static List<String> addresses(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "127.1.0." + i).toList();
    }

    private static String names(Lb lb) {
        return String.join(" ", lb.servers().stream().map(Server::name).toList());
    }

    private static void awaitServers(Lb lb, int count) {
        Eventually.await(count + " servers", () -> lb.servers().size() == count);
    }

    @Test
    void growsAndShrinksWithItsNameAndNoRequestFails() {
        int port = everywhere().port();
        dns.knows("A", "web.internal", addresses(2));
        Lb lb = start(FAST + "pool.web.servers = dns:web.internal:" + port
                + "\npool.web.health.interval = 100ms");
        awaitServers(lb, 2);
        Server first = lb.servers().getFirst();
        try (Load load = Load.start(lb.port(), get("/"), 3)) {
            for (int count : new int[] {20, 3, 7, 1, 4}) {
                dns.knows("A", "web.internal", addresses(count));
                awaitServers(lb, count);
                load.awaitMore(100);
            }
            assertEquals(List.of(), load.stop());
        }
        assertEquals(first, lb.servers().getFirst(), "one has been there all the time");
        assertTrue(first.requests() > 50);
        lb.events().await("pool web: \\+ 127.1.0.10:" + port);
    }

    @Test
    void keepsItsServersWhenALookUpFails() {
        int port = everywhere().port();
        dns.knows("A", "web.internal", addresses(2));
        Lb lb = start(FAST + "pool.web.servers = dns:web.internal:" + port);
        awaitServers(lb, 2);
        dns.error(2);
        lb.events().await("web.internal:.* cannot be looked up: no name server answers"
                + " for web.internal; its servers stay");
        dns.error(0);
        lb.events().await("is found again");
        dns.forgets("web.internal");
        lb.events().await("cannot be looked up: there is no name web.internal; its servers stay");
        int asked = dns.asked();
        Eventually.await("it is asked again", () -> dns.asked() > asked + 3);
        assertEquals(1, lb.events().count("there is no name"), "logged once");
        assertEquals("200: 5", get("/").times(5).byStatus());
        dns.knows("A", "web.internal", addresses(1));
        awaitServers(lb, 1);
    }

    @Test
    void startsWithoutServersAndFindsThemLater() {
        int port = everywhere().port();
        Lb lb = start(FAST + "pool.web.servers = dns:web.internal:" + port);
        assertEquals(503, get("/").send().status());
        dns.knows("A", "web.internal", addresses(1));
        awaitServers(lb, 1);
        assertEquals(200, get("/").send().status());
    }

    @Test
    void takesPortsWeightsAndPrioritiesFromServices() {
        Backend a = backend("a");
        Backend b = backend("b");
        Backend c = backend("c");
        dns.knows("A", "a.internal", List.of("127.0.0.1"));
        dns.knows("SRV", "_http._tcp.web", List.of("1 3 " + a.port() + " a.internal",
                "1 1 " + b.port() + " a.internal", "2 1 " + c.port() + " a.internal",
                "1 1 9 gone.internal"));
        Lb lb = start(FAST + "pool.web.servers = srv:_http._tcp.web");
        awaitServers(lb, 3);
        assertEquals("a: 30, b: 10", get("/").times(40).byServer());
        dns.knows("SRV", "_http._tcp.web", List.of("2 1 " + c.port() + " a.internal",
                "2 0 " + b.port() + " a.internal"));
        awaitServers(lb, 2);
        assertEquals("b: 5, c: 5", get("/").times(10).byServer());
    }

    @Test
    void mixesServersOfTheFileWithThoseFound() {
        Backend a = backend("a");
        dns.knows("A", "web.internal", List.of("127.0.0.1", "127.1.0.2"));
        Lb lb = start(FAST + "pool.web.servers = ${a} weight=4, dns:web.internal:" + a.port());
        awaitServers(lb, 2);
        assertEquals(a.address() + " 127.1.0.2:" + a.port(), names(lb));
        assertEquals(4, lb.servers().getFirst().weight(), "the file goes first");
    }

    @Test
    void checksServersBeforeTheyGetTraffic() {
        Backend all = everywhere();
        dns.knows("A", "web.internal", addresses(1));
        Lb lb = start(FAST + "pool.web.servers = dns:web.internal:" + all.port()
                + "\npool.web.health.path = /healthz\npool.web.health.interval = 20s");
        awaitServers(lb, 1);
        all.answersAt("/healthz", 500);
        dns.knows("A", "web.internal", addresses(2));
        awaitServers(lb, 2);
        lb.events().await("127.1.0.2:.* is down: status 500");
        assertEquals("200: 10", get("/").times(10).byStatus());
        assertEquals(0, lb.servers().get(1).requests());
    }
}
