package lb.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import lb.runtime.Reload.Applied;
import lb.runtime.Reload.Refused;
import lb.testing.Authority;
import lb.testing.Credentials;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.Load;
import lb.testing.RawClient;
import lb.testing.Scenario;
import lb.testing.Tls;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates change while lb runs. */
final class CertificateReloadTest extends Scenario {
    private static final Authority ROOT = Authority.root("Root");

    private static final String FILE = """
            listen     = off
            listen.tls = 127.0.0.1:0
            tls.shop.certificate = ${dir}/shop.pem
            tls.shop.key         = ${dir}/shop.key
            pool.web.servers     = ${a}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() {
        backend("a");
        variable("dir", folder.toString());
        ROOT.issue("EC", "shop.example").write(folder, "shop");
    }

    private static X509Certificate shown(Lb lb) {
        return Tls.trusting(ROOT).name("shop.example").shown(lb.port());
    }

    private static void awaitShown(Lb lb, Credentials expected) {
        Eventually.await("the new certificate is shown",
                () -> shown(lb).equals(expected.chain().getFirst()));
    }

    private static int status(RawClient client) {
        return client.head("GET / HTTP/1.1", "Host: shop.example").read().status();
    }

    @Test
    void showsTheNewCertificateWithoutFailingARequest() {
        Lb lb = start(FILE);
        Tls sameClient = Tls.trusting(ROOT).name("shop.example"); // Which resumes its sessions.
        try (Load load = Load.start(() -> sameClient.open(lb.port()),
                get("/").host("shop.example"), 2)) {
            load.awaitMore(20);
            for (String key : List.of("RSA", "EC")) {
                Credentials next = ROOT.issue(key, "shop.example").write(folder, "shop");
                awaitShown(lb, next);
                assertEquals(next.chain().getFirst(), sameClient.shown(lb.port()));
                load.awaitMore(20);
            }
            assertEquals(List.of(), load.stop());
        }
        lb.events().await("certificate shop is read again: shop.example .RSA, until ");
    }

    @Test
    void noticesLinksThatLeadElsewhere() throws IOException {
        Files.createDirectory(folder.resolve("1")); // As Kubernetes and certbot do it.
        Files.createDirectory(folder.resolve("2"));
        ROOT.issue("EC", "shop.example").write(folder.resolve("1"), "shop");
        Credentials next = ROOT.issue("EC", "shop.example").write(folder.resolve("2"), "shop");
        Files.createSymbolicLink(folder.resolve("data"), Path.of("1"));
        for (String file : List.of("shop.pem", "shop.key")) {
            Files.delete(folder.resolve(file));
            Files.createSymbolicLink(folder.resolve(file), Path.of("data", file));
        }
        Lb lb = start(FILE);
        shown(lb);
        Files.createSymbolicLink(folder.resolve("other"), Path.of("2"));
        Files.move(folder.resolve("other"), folder.resolve("data"),
                StandardCopyOption.ATOMIC_MOVE);
        awaitShown(lb, next);
    }

    @Test
    void keepsTheOldOneWhileTheNewOneIsNoGood() throws IOException {
        Lb lb = start(FILE);
        X509Certificate old = shown(lb);
        Files.writeString(folder.resolve("shop.pem"), "-----BEGIN CERTIFICATE-----\nMII");
        lb.events().await("certificate shop stays as it was: ");
        assertEquals(old, shown(lb));
        Credentials next = ROOT.issue("EC", "shop.example");
        Files.writeString(folder.resolve("shop.pem"), next.certificatePem());
        lb.events().await("the key does not belong to the certificate");
        assertEquals(old, shown(lb));
        Files.writeString(folder.resolve("shop.key"), next.keyPem());
        awaitShown(lb, next);
    }

    @Test
    void takesCertificatesInAndOutByTheFile() throws IOException {
        Lb lb = start(FILE);
        Credentials bank = ROOT.issue("RSA", "bank.example").write(folder, "bank");
        String both = FILE + "tls.bank.certificate = ${dir}/bank.pem\n"
                + "tls.bank.key = ${dir}/bank.key\n";
        Tls client = Tls.trusting(ROOT).name("bank.example");
        assertInstanceOf(Applied.class, lb.reload(both));
        assertEquals(bank.chain().getFirst(), client.shown(lb.port()));
        Files.writeString(folder.resolve("bank.key"), "nothing");
        Refused refused = assertInstanceOf(Refused.class, lb.reload(both + "via = x\n"));
        assertEquals(7, refused.problems().getFirst().line());
        assertEquals(bank.chain().getFirst(), client.shown(lb.port()));
        assertInstanceOf(Applied.class, lb.reload(FILE));
        assertEquals("CN=shop.example",
                client.shown(lb.port()).getSubjectX500Principal().getName());
    }

    @Test
    void asksForAnotherConnectionWhenClientsNeedOtherCertificates() throws IOException {
        Authority clients = Authority.root("Clients");
        Path file = folder.resolve("clients.pem");
        Files.writeString(file, Credentials.pem(List.of(clients.certificate())));
        Lb lb = start(FILE);
        String guarded = FILE + "tls.client-ca = ${dir}/clients.pem\n";
        Tls alice = Tls.showing(clients.issue("EC", "alice"), ROOT);
        try (RawClient before = Tls.trusting(ROOT).open(lb.port())) {
            assertEquals(200, status(before));
            assertInstanceOf(Applied.class, lb.reload(guarded));
            assertEquals(421, status(before));
        }
        try (RawClient before = alice.open(lb.port())) {
            assertEquals(200, status(before));
            Authority others = Authority.root("Others");
            Files.writeString(file, Credentials.pem(List.of(others.certificate())));
            lb.events().await("tls.client-ca is read again");
            Eventually.await(() -> status(before) != 200, Duration.ofSeconds(5), "421");
            assertTrue(refused(alice, lb));
            try (RawClient bob = Tls.showing(others.issue("EC", "bob"), ROOT).open(lb.port())) {
                assertEquals(200, status(bob));
            }
        }
    }

    private static boolean refused(Tls tls, Lb lb) {
        try (RawClient client = tls.open(lb.port())) {
            return status(client) == 0;
        } catch (RuntimeException refused) {
            return true;
        }
    }
}
