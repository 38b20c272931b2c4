package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.net.ssl.ExtendedSSLSession;
import lb.testing.Authority;
import lb.testing.Backend;
import lb.testing.Credentials;
import lb.testing.DnsServer;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.RawServer;
import lb.testing.Scenario;
import lb.testing.Tls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers by HTTPS. */
final class TlsServersTest extends Scenario {
    private static final Authority ROOT = Authority.root("Root");
    private static final Authority OTHER = Authority.root("Other");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Credentials ADDRESS = ROOT.issue("EC", "127.0.0.1");
    private static final Credentials WEB = ROOT.issue("EC", "web.internal", "*.web.internal");

    private static final String FILE = """
            pool.web.servers = https://${a}
            pool.web.tls.ca  = ${dir}/ca.pem
            """;
    private static final String NAMED = FILE + "pool.web.tls.server-name = web.internal\n";

    @TempDir
    private Path folder;
    private Backend server;

    @BeforeEach
    void prepare() throws IOException {
        trust(ROOT);
        variable("dir", folder.toString());
        server = backend("a").secured(showing(ADDRESS));
    }

    private void trust(Authority authority) throws IOException {
        Files.writeString(folder.resolve("ca.pem"),
                Credentials.pem(List.of(authority.certificate())));
    }

    private static Tls showing(Credentials credentials) {
        return Tls.showing(credentials, ROOT);
    }

    /** Certificates that something is wrong with, and that are right but for other settings. */
    private static Credentials credentials(String name) {
        return switch (name) {
            case "unknown" -> OTHER.issue("EC", "web.internal", "127.0.0.1");
            case "expired" -> ROOT.issue("EC", DAY.multipliedBy(-9), DAY.negated(),
                    "web.internal", "127.0.0.1");
            case "early" -> ROOT.issue("EC", DAY, DAY.multipliedBy(9), "web.internal", "127.0.0.1");
            case "address" -> ADDRESS;
            case "web" -> WEB;
            case "rsa" -> ROOT.intermediate("Issuer").issue("RSA", "web.internal", "127.0.0.1");
            default -> ROOT.issue("EC", name);
        };
    }

    private static String asked(Backend server) {
        return ((ExtendedSSLSession) server.sessions().getFirst()).getRequestedServerNames()
                .toString();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"TLSv1.3, address", "TLSv1.2, address", "TLSv1.3, rsa", "TLSv1.2, rsa"})
    void speaksToAServerThatAnAuthorityVouchesFor(String version, String certificate) {
        server.secured(showing(credentials(certificate)).versions(version));
        start(FILE);
        Message answer = get("/x").host("shop.example").send();
        assertEquals("200 a", answer.status() + " " + answer.text());
        assertEquals("shop.example", server.request().header("Host"));
        assertEquals(version, server.sessions().getFirst().getProtocol());
        assertEquals("[]", asked(server)); // RFC 6066 section 3: an address is no name.
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"web.internal", "a.web.internal"})
    void asksForTheNameThatTheFileSays(String name) {
        server.secured(showing(WEB));
        start(FILE + "pool.web.tls.server-name = " + name);
        assertEquals(200, get("/").host("shop.example").send().status());
        assertTrue(asked(server).contains("value=" + name), asked(server));
    }

    @Test
    void asksForTheHostOfTheServerWhenTheFileSaysNoName() {
        server.secured(showing(ROOT.issue("EC", "localhost")));
        variable("port", "" + server.port());
        start("""
                pool.web.servers = https://localhost:${port}
                pool.web.tls.ca  = ${dir}/ca.pem
                """);
        assertEquals(200, get("/").host("shop.example").send().status());
        assertTrue(asked(server).contains("value=localhost"), asked(server));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            unknown        | certificate of an unknown authority
            expired        | certificate expired
            early          | certificate not valid yet
            shop.example   | certificate is for shop.example, not for web.internal
            *.web.internal | certificate is for *.web.internal, not for web.internal
            b.web.internal | certificate is for b.web.internal, not for web.internal
            # The JDK alone is content with it: who misleads a look-up has one for his address.
            address        | certificate is for 127.0.0.1, not for web.internal
            """)
    void refusesAndSaysWhy(String certificate, String reason) {
        server.secured(showing(credentials(certificate)));
        Lb lb = start(NAMED.replace("pool.web.tls.ca", "log.format = json\npool.web.tls.ca"));
        // What the client asks for has nothing to do with it.
        assertEquals(502, get("/").host("shop.example").send().status());
        assertEquals(0, server.count());
        String line = lb.awaitAccessLog(1).getFirst();
        assertTrue(line.contains("\"" + reason + ", not retried: no further server\""), line);
    }

    @Test
    void refusesACertificateForANameWhereAnAddressIsMeant() {
        server.secured(showing(WEB));
        Lb lb = start(FILE);
        assertEquals(502, get("/").host("web.internal").send().status());
        assertNote(lb, "certificate is for *.web.internal, web.internal, not for 127.0.0.1");
    }

    private static void assertNote(Lb lb, String reason) {
        String line = lb.awaitAccessLog(1).getFirst();
        assertTrue(line.contains(reason), line);
    }

    @Test
    void refusesThoseWhomTheSystemDoesNotTrust() {
        Lb lb = start("pool.web.servers = https://${a}");
        assertEquals(502, get("/").send().status());
        assertNote(lb, "certificate of an unknown authority");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"unknown", "expired", "early", "shop.example", "address"})
    void takesAnybodyWhenToldSo(String certificate) {
        server.secured(showing(credentials(certificate)));
        start("""
                pool.web.servers = https://${a}
                pool.web.tls.verify = off
                pool.web.tls.server-name = web.internal
                """);
        assertEquals(200, get("/").send().status());
        assertTrue(asked(server).contains("value=web.internal"), asked(server));
    }

    @Test
    void saysThatAServerSpeaksPlainHttp() {
        rawServer("plain").script(RawServer.body(1),
                RawServer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
        Lb lb = start(FILE.replace("${a}", "${plain}"));
        assertEquals(502, post("/", "x").send().status());
        assertNote(lb, "no TLS on that port");
    }

    @Test
    void speaksNoWeakCipher() {
        server.secured(showing(ADDRESS).versions("TLSv1.2")
                .ciphers("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"));
        Lb lb = start(FILE);
        assertEquals(502, get("/").send().status());
        assertNote(lb, " by the server");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void hasNoCertificateToShow(String version) {
        server.secured(showing(ADDRESS).versions(version).demands());
        Lb lb = start(FILE);
        assertEquals(502, get("/").send().status());
        assertNote(lb, " by the server"); // Refused; or broken off, where the alert got lost.
        assertEquals(0, server.count());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"unknown", "expired", "shop.example"})
    void goesToTheNextServerWithWholeBodies(String certificate) {
        server.secured(showing(credentials(certificate)));
        Backend good = backend("b").secured(showing(ADDRESS));
        Lb lb = start(FILE.replace("${a}", "${a}, https://${b}") + """
                pool.web.algorithm = first
                pool.web.outlier.failures = 0
                """);
        for (String body : List.of("", "x".repeat(100_000))) { // More than retry.body.
            assertEquals("b", post("/", body).send().text());
        }
        assertEquals("b", get("/").send().text());
        assertEquals(0, server.count());
        assertEquals(3, good.count());
        assertEquals(List.of(0, 100_000, 0),
                good.requests().stream().map(request -> request.body().length).toList());
        assertTrue(lb.awaitAccessLog(3).getFirst().contains(" 200 "), lb.accessLog().getFirst());
    }

    @Test
    void doesNotWaitForEverForAHandshake() {
        RawServer silent = rawServer("silent"); // Reads, and says nothing.
        backend("b").secured(showing(ADDRESS));
        start(FILE.replace("${a}", "${silent}, https://${b}") + """
                pool.web.algorithm = first
                pool.web.timeout.connect = 1s
                """);
        assertEquals("b", post("/", "x").send().text());
        assertEquals(1, silent.connections().size());
        Eventually.await("the connection is closed", () -> silent.open() == 0);
    }

    @Test
    void goesOnWhenAServerHangsUpInTheHandshake() {
        rawServer("rude").script(RawServer.body(1), RawServer.hangUp());
        backend("b").secured(showing(ADDRESS));
        start(FILE.replace("${a}", "${rude}, https://${b}") + "pool.web.algorithm = first\n");
        assertEquals("b", get("/").send().text());
    }

    @Test
    void doesNotTakeOneNameForAnotherAtTheSameAddress() {
        server.secured(showing(WEB)); // The JDK resumes sessions by address alone.
        start(NAMED + """
                pool.bank.servers = https://${a}
                pool.bank.tls.ca  = ${dir}/ca.pem
                pool.bank.tls.server-name = bank.internal
                route.bank.path = /bank
                route.bank.pool = bank
                route.web.pool = web
                """);
        for (int i = 0; i < 3; i++) {
            assertEquals(200, get("/").send().status());
            assertEquals(502, get("/bank").send().status());
        }
    }

    @Test
    void findsServersByTheNameThatTheirCertificatesAreFor() {
        DnsServer dns = closeLater(DnsServer.start());
        dns.knows("A", "web.internal", List.of("127.0.0.1"));
        System.setProperty("lb.dns", dns.url());
        closeLater(() -> System.clearProperty("lb.dns"));
        server.secured(showing(WEB));
        variable("port", "" + server.port());
        start("""
                pool.web.servers = dns:https://web.internal:${port}
                pool.web.tls.ca  = ${dir}/ca.pem
                """);
        assertEquals(200, get("/").send().status());
        assertTrue(asked(server).contains("value=web.internal"), asked(server));
        server.secured(showing(ADDRESS)).stop(); // Ends connections and, soon, sessions.
        server.restart();
        assertEquals(502, get("/").send().status());
    }

    @Test
    void keepsConnections() {
        start(FILE);
        assertEquals("a: 50", get("/").times(50).byServer());
        assertEquals(1, server.sessions().size());
    }

    @Test
    void carriesLargeBodiesBothWays() {
        byte[] body = new byte[3_000_000];
        new Random(1).nextBytes(body);
        server.echoes();
        server.serves(exchange -> exchange.answer(200, exchange.bytes()));
        start(FILE);
        assertArrayEquals(body, call("POST", "/").body(body).send().body());
    }

    @Test
    void checksHealthByTls() {
        Lb lb = start(FILE + """
                pool.web.health.path = /up
                pool.web.health.interval = 50ms
                pool.web.health.timeout = 9s
                pool.web.health.rise = 1
                pool.web.health.fall = 1
                """);
        lb.events().await("server " + server.address() + " of pool web is up: status 200");
        assertEquals(200, get("/").send().status());
        // Resumed sessions would hide it for an hour.
        server.secured(showing(credentials("expired")));
        lb.events().await("is down: certificate expired");
        assertEquals(503, get("/").send().status());
        server.secured(showing(credentials("unknown")));
        Eventually.await("the reason is another one", () -> lb.servers().getFirst().health()
                .reason().equals("certificate of an unknown authority"));
        server.secured(showing(ADDRESS));
        Eventually.await("it is up", () -> get("/").send().status() == 200);
    }

    @Test
    void readsTheAuthorityAgainWhenItsFileChanges() throws IOException {
        Lb lb = start(FILE + """
                reload = on
                pool.web.outlier.failures = 0
                pool.web.health.interval = 100ms
                """);
        assertEquals(200, get("/").send().status());
        long clients = clientThreads();
        Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");
        lb.events().await("is not applied; lb goes on as before");
        assertEquals(200, get("/").send().status());
        trust(OTHER);
        lb.events().await("reloaded .*: pool web: tls.ca: the certificates have changed");
        Eventually.await("it is down", () -> lb.servers().getFirst().health().reason()
                .equals("certificate of an unknown authority"));
        server.secured(showing(credentials("unknown")));
        Eventually.await("it is up", () -> get("/").send().status() == 200);
        assertTrue(lb.servers().getFirst().requests() >= 3); // It is still the same server.
        Eventually.await("the clients of before are gone", () -> clientThreads() <= clients);
    }
}
