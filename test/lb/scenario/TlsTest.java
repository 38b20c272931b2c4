package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLSocket;
import lb.testing.Authority;
import lb.testing.Backend;
import lb.testing.Call;
import lb.testing.Credentials;
import lb.testing.End;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.LbProcess;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import lb.testing.Tls;
import lb.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get by HTTPS. */
final class TlsTest extends Scenario {
    private static final Authority ROOT = Authority.root("Root");
    private static final Authority ISSUER = ROOT.intermediate("Issuer");
    private static final Credentials SHOP = ISSUER.issue("EC", "shop.example", "*.shop.example");
    private static final Credentials SHOP_RSA = ISSUER.issue("RSA", "shop.example");
    private static final Credentials BANK = ISSUER.issue("RSA", "bank.example", "127.0.0.1");

    private static final String CERTIFICATES = """
            listen     = off
            listen.tls = 127.0.0.1:0
            tls.bank.certificate = ${dir}/bank.pem
            tls.bank.key         = ${dir}/bank.key
            tls.shop.certificate = ${dir}/shop.pem
            tls.shop.key         = ${dir}/shop.key
            tls.rsa.keystore     = ${dir}/rsa.p12
            tls.rsa.password     = secret
            pool.web.servers     = ${a}
            """;

    @TempDir
    private Path folder;
    private Backend server;

    @BeforeEach
    void writeCertificates() {
        BANK.write(folder, "bank");
        SHOP.write(folder, "shop");
        SHOP_RSA.writeKeystore(folder.resolve("rsa.p12"), "secret");
        variable("dir", folder.toString());
        server = backend("a");
    }

    private static Tls client() {
        return Tls.trusting(ROOT);
    }

    private static Message get(RawClient client, String host) {
        return client.head("GET /x HTTP/1.1", "Host: " + host).read();
    }

    @ParameterizedTest(name = "{0}: {2} {1}")
    @CsvSource({"shop.example, EC, shop.example", "www.shop.example, EC, shop.example",
            "SHOP.Example, EC, shop.example", "bank.example, RSA, bank.example",
            "a.www.shop.example, RSA, bank.example", "other.example, RSA, bank.example"})
    void choosesTheCertificateByTheNameAskedFor(String name, String key, String subject) {
        Lb lb = start(CERTIFICATES);
        var shown = client().name(name).shown(lb.port());
        assertEquals(key, shown.getPublicKey().getAlgorithm());
        assertEquals("CN=" + subject, shown.getSubjectX500Principal().getName());
    }

    @Test
    void showsTheFirstToClientsThatAskForNoName() {
        assertEquals("CN=bank.example",
                client().shown(start(CERTIFICATES).port()).getSubjectX500Principal().getName());
    }

    @Test
    void showsTheOneOfSeveralForANameWhoseKeyTheClientKnows() {
        Lb lb = start(CERTIFICATES);
        Tls old = client().name("shop.example").versions("TLSv1.2")
                .ciphers("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assertEquals(SHOP_RSA.chain().getFirst(), old.shown(lb.port()));
        Tls young = client().name("shop.example").versions("TLSv1.2")
                .ciphers("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        assertEquals(SHOP.chain().getFirst(), young.shown(lb.port()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void servesRequestsAndTellsServersThatItWasHttps(String version) {
        server.echoes();
        Lb lb = start(CERTIFICATES);
        try (RawClient client = client().name("shop.example").versions(version).open(lb.port())) {
            for (int i = 0; i < 3; i++) {
                Message answer = get(client, "shop.example");
                assertEquals(200, answer.status());
                assertTrue(answer.text().contains("X-Forwarded-Proto: https\r\n"), answer::text);
                assertTrue(answer.text().contains("X-Forwarded-Port: " + lb.port()), answer::text);
            }
        }
        lb.awaitAccessLog(3);
    }

    @Test
    void carriesLargeBodiesBothWays() {
        server.echoes();
        Lb lb = start(CERTIFICATES);
        byte[] body = "0123456789abcdef".repeat(200_000).getBytes();
        Call call = lb.call("POST", "/").host("shop.example").body(body);
        try (RawClient client = client().name("shop.example").open(lb.port())) {
            Message answer = call.send(client);
            assertTrue(answer.complete());
            assertTrue(answer.text().endsWith("\r\n\r\n" + new String(body)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void refusesOldVersions(String version) throws Exception {
        Lb lb = start(CERTIFICATES);
        String option = version.equals("TLSv1") ? "-tls1" : "-tls1_1";
        Tool openssl = Tool.run("openssl", "s_client", "-connect", "127.0.0.1:" + lb.port(),
                option, "-cipher", "ALL:@SECLEVEL=0");
        assertTrue(openssl.exit() != 0 && openssl.said().contains("Cipher is (NONE)"),
                openssl::said);
    }

    @Test
    void opensslAndCurlBelieveEveryChain() throws Exception {
        Path root = Files.writeString(folder.resolve("root.pem"),
                Credentials.pem(List.of(ROOT.certificate())));
        Lb lb = start(CERTIFICATES);
        for (String name : List.of("bank.example", "shop.example", "www.shop.example")) {
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                Tool openssl = Tool.run("openssl", "s_client", "-connect", "127.0.0.1:" + lb.port(),
                        version, "-servername", name, "-verify_hostname", name, "-CAfile",
                        root.toString(), "-verify_return_error", "-alpn", "h2,http/1.1");
                assertTrue(openssl.said().contains("Verify return code: 0 (ok)")
                        && openssl.said().contains("ALPN protocol: http/1.1"), openssl::said);
            }
            Tool curl = Tool.run("curl", "-sS", "--cacert", root.toString(), "--resolve",
                    name + ":" + lb.port() + ":127.0.0.1", "https://" + name + ":" + lb.port());
            assertEquals("a", curl.said());
        }
    }

    @Test
    void refusesCiphersWithoutForwardSecrecy() {
        Lb lb = start(CERTIFICATES);
        Tls weak = client().versions("TLSv1.2").ciphers("TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256");
        assertThrows(IOException.class, () -> weak.connect(lb.port()));
    }

    @Test
    void agreesOnHttp11ByAlpn() throws IOException {
        Lb lb = start(CERTIFICATES);
        try (SSLSocket socket = client().offers("h2", "http/1.1").connect(lb.port())) {
            assertEquals("http/1.1", socket.getApplicationProtocol());
        }
        assertThrows(IOException.class, () -> client().offers("h2").connect(lb.port()));
    }

    @ParameterizedTest(name = "SNI {0}, Host {1}: {2}")
    @CsvSource({"shop.example, shop.example, 200", "shop.example, SHOP.example:443, 200",
            "shop.example, www.shop.example, 200", "shop.example, bank.example, 421",
            "bank.example, shop.example, 421", "bank.example, other.example, 200",
            "other.example, bank.example, 200", "other.example, third.example, 200",
            "www.shop.example, 127.0.0.1, 421", ", shop.example, 200"})
    void answers421WhereTheCertificateIsAnother(String name, String host, int status) {
        Lb lb = start(CERTIFICATES);
        Tls tls = name == null ? client() : client().name(name);
        try (RawClient client = tls.open(lb.port())) {
            Message answer = get(client, host);
            assertEquals(status, answer.status());
            assertEquals(status == 421, "close".equalsIgnoreCase(answer.header("Connection")));
        }
    }

    @Test
    void endsHandshakesThatTakeTooLong() throws Exception {
        Lb lb = start(CERTIFICATES + "timeout.request = 2s\n");
        List<RawClient> slow = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 8; i++) { // More than there are cores.
            RawClient client = closeLater(RawClient.connect(lb.port()));
            slow.add(client.send(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3, 7}));
        }
        try (RawClient client = client().name("shop.example").open(lb.port())) {
            assertEquals(200, get(client, "shop.example").status());
        }
        for (RawClient client : slow) {
            assertTrue(client.awaitEnd() != End.SILENCE);
        }
        Duration spent = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(spent.compareTo(Duration.ofSeconds(1)) > 0, spent::toString);
        assertTrue(lb.awaitAccessLog(9).stream().anyMatch(line -> line.contains(" 408 ")));
    }

    @Test
    void asksNobodyForTheNamesOfClients() {
        // The JDK's server wants one for each connection by TLS. A JVM that is told to says when it
        // first calls what looks a name up, and when what looks for the name of an address.
        LbProcess lb = startProcess(CERTIFICATES.replace("${a}", "localhost:" + server.port())
                + "log.access = stdout\n", "-Xlog:jni+resolve=debug:stdout");
        try (RawClient client = client().name("shop.example").open(lb.port())) {
            assertEquals(200, get(client, "shop.example").status());
        }
        lb.out().await("GET /x HTTP/1.1");
        assertEquals(1, lb.out().count("AddressImpl.lookupAllHostAddr "), "it says nothing at all");
        assertEquals(0, lb.out().count("AddressImpl.getHostByAddr "));
    }

    @Test
    void survivesWhatIsNoTlsAndSaysWhatItWas() {
        LbProcess lb = startProcess(CERTIFICATES + "log.access = stdout\nlog.format = json\n");
        try (RawClient client = lb.connect()) {
            client.head("GET / HTTP/1.1", "Host: a").awaitEnd();
        }
        lb.out().await("TLS: ");
        try (RawClient client = client().name("shop.example").open(lb.port())) {
            assertEquals(200, get(client, "shop.example").status());
        }
    }

    @Test
    void redirectsToHttpsInOneLine() {
        Lb lb = start(CERTIFICATES.replace("listen     = off", "listen = 127.0.0.1:0")
                + "route.https.redirect = 301 https://{host}{path}{?query}\n");
        Message answer = lb.get("/a?b=c").host("shop.example").send();
        assertEquals(301, answer.status());
        assertEquals("https://shop.example/a?b=c", answer.header("Location"));
        try (RawClient client = client().name("shop.example").open(lb.port(1))) {
            assertEquals(200, get(client, "shop.example").status());
        }
    }

    @Test
    void letsInOnlyClientsWhomTheAuthorityHasSigned() throws Exception {
        Authority clients = Authority.root("Clients");
        Files.writeString(folder.resolve("clients.pem"),
                Credentials.pem(List.of(clients.certificate())));
        Lb lb = start(CERTIFICATES + "tls.client-ca = ${dir}/clients.pem\n");
        Credentials own = clients.issue("EC", "alice");
        Credentials stranger = Authority.root("Clients").issue("EC", "mallory");
        try (RawClient client = Tls.showing(own, ROOT).open(lb.port())) {
            assertEquals(200, get(client, "shop.example").status());
        }
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            assertRefused(client().versions(version), lb);
            assertRefused(Tls.showing(stranger, ROOT).versions(version), lb);
        }
        assertEquals(1, server.count());
    }

    /** By TLS 1.3 a client learns of it when it reads the first answer. */
    private static void assertRefused(Tls tls, Lb lb) {
        try (RawClient client = RawClient.over(tls.connect(lb.port()))) {
            assertEquals(0, get(client, "shop.example").status());
        } catch (IOException | UncheckedIOException refused) {
            assertTrue(refused.getMessage() != null);
        }
    }

    @Test
    void finishesWhatIsInFlightWhenAListenerGoes() {
        server.holds();
        Lb lb = start(CERTIFICATES.replace("listen     = off", "listen = 127.0.0.1:0"));
        int port = lb.port(1);
        try (RawClient client = client().name("shop.example").open(port)) {
            client.head("GET / HTTP/1.1", "Host: shop.example");
            server.awaitHeld(1);
            lb.reload("listen = 127.0.0.1:0\npool.web.servers = ${a}\n");
            Eventually.await("nobody listens", () -> refuses(port));
            server.release();
            assertEquals(200, client.read().status());
        }
        Collection<String> plain = List.of(lb.get("/").send().text());
        assertEquals(List.of("a"), plain);
    }

    private static boolean refuses(int port) {
        try {
            RawClient.connect(port).close();
            return false;
        } catch (UncheckedIOException refused) {
            return true;
        }
    }
}
