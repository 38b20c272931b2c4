package lb.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;
import lb.testing.DnsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JDK's DNS provider against a name server of the test's own. */
final class JndiDnsTest {
    private final DnsServer server = DnsServer.start();
    private final Dns dns = Dns.server(server.url());

    @AfterEach
    void close() {
        server.close();
    }

    private List<String> addresses(String host) throws IOException {
        return dns.addresses(host).stream().map(InetAddress::getHostAddress).sorted().toList();
    }

    @Test
    void findsAddressesOfBothKinds() throws IOException {
        server.knows("A", "web.internal", List.of("10.0.0.1", "10.0.0.2"))
                .knows("AAAA", "web.internal", List.of("2001:db8::1"));
        assertEquals(List.of("10.0.0.1", "10.0.0.2", "2001:db8:0:0:0:0:0:1"),
                addresses("web.internal"));
        server.knows("A", "web.internal", List.of("10.0.0.3")).knows("AAAA", "web.internal",
                List.of());
        assertEquals(List.of("10.0.0.3"), addresses("web.internal"), "nothing is kept");
        server.knows("A", "my_service", List.of("10.0.0.4"));
        assertEquals(List.of("10.0.0.4"), addresses("my_service"));
    }

    @Test
    void findsServices() throws IOException {
        server.knows("SRV", "_http._tcp.web.internal",
                List.of("1 5 8080 a.web.internal", "2 0 81 b.web.internal", "0 0 0 ."));
        assertEquals(List.of(new SrvRecord(1, 5, 8080, "a.web.internal"),
                        new SrvRecord(2, 0, 81, "b.web.internal")),
                dns.services("_http._tcp.web.internal").stream()
                        .sorted((a, b) -> a.priority() - b.priority()).toList());
    }

    @Test
    void asksByTcpForWhatDoesNotFit() throws IOException {
        server.knows("A", "web.internal",
                IntStream.rangeClosed(1, 60).mapToObj(i -> "10.0.0." + i).toList());
        server.truncates();
        assertEquals(60, dns.addresses("web.internal").size());
        assertTrue(server.askedByTcp() > 0);
    }

    @ParameterizedTest(name = "{0} gives: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            gone.internal  | there is no name gone.internal
            empty.internal | the name empty.internal has no address
            """)
    void saysWhatIsWrongWithAName(String name, String message) {
        server.knows("A", "empty.internal", List.of());
        IOException e = assertThrows(UnknownHostException.class, () -> dns.addresses(name));
        assertEquals(message, e.getMessage());
    }

    @Test
    void saysWhenNobodyOffersAService() {
        server.knows("SRV", "_http._tcp.web.internal", List.of("0 0 0 ."));
        IOException e = assertThrows(UnknownHostException.class,
                () -> dns.services("_http._tcp.web.internal"));
        assertEquals("nobody offers the service _http._tcp.web.internal", e.getMessage());
    }

    @Test
    void tellsAFailureOfTheServerFromAnUnknownName() {
        server.error(2);
        IOException e = assertThrows(IOException.class, () -> dns.addresses("web.internal"));
        assertInstanceOf(NoAnswer.class, e);
        assertEquals("no name server answers for web.internal", e.getMessage());
    }

    @Test
    void asksTheSystemForWhatTheServersDoNotKnow() throws IOException {
        Dns system = new SystemDns(() -> dns);
        assertTrue(system.addresses("localhost").getFirst().isLoopbackAddress());
        server.error(2);
        assertThrows(NoAnswer.class, () -> system.addresses("localhost"));
    }

    @Test
    void asksTheSystemWhenTheRuntimeLacksTheModule() throws IOException {
        Dns system = new SystemDns(() -> {
            throw new NoClassDefFoundError("javax/naming/Context");
        });
        assertTrue(system.addresses("localhost").getFirst().isLoopbackAddress());
        IOException e = assertThrows(IOException.class, () -> system.services("_http._tcp.a"));
        assertEquals("this Java runtime lacks the module java.naming", e.getMessage());
    }
}
