package lb.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import lb.testing.Authority;
import lb.testing.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates as they lie on disks. */
final class KeysTest {
    private static final Authority ROOT = Authority.root("Root");
    private static final Authority ISSUER = ROOT.intermediate("Issuer");

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file.pem"), text);
    }

    private static String complaint(Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void readsPkcs8AndTheFormsBeforeIt(String algorithm) throws IOException {
        Credentials own = ROOT.issue(algorithm, "a.example");
        assertEquals(own.key(), Keys.read(file("some text\n" + own.keyPem())));
        byte[] old = content(own.key().getEncoded());
        if (algorithm.equals("EC")) {
            old = withCurve(old);
        }
        PrivateKey key = Keys.read(file(Credentials.block(algorithm + " PRIVATE KEY", old)));
        assertTrue(Keys.fit(key, own.chain().getFirst().getPublicKey()));
    }

    /** The old form is the last value in PKCS#8: what its OCTET STRING holds. */
    private static byte[] content(byte[] pkcs8) {
        for (int i = 10; i < pkcs8.length - 4; i++) {
            boolean sequence = pkcs8[i] == 0x30 && pkcs8.length - i < 0x80
                    ? (pkcs8[i + 1] & 0xFF) == pkcs8.length - i - 2
                    : pkcs8[i] == 0x30 && pkcs8[i + 1] == (byte) 0x82
                            && (pkcs8[i + 2] & 0xFF) * 256 + (pkcs8[i + 3] & 0xFF)
                                    == pkcs8.length - i - 4;
            if (sequence) {
                return Arrays.copyOfRange(pkcs8, i, pkcs8.length);
            }
        }
        throw new AssertionError("no sequence");
    }

    /** What OpenSSL writes names the curve; within PKCS#8 it stands outside. */
    private static byte[] withCurve(byte[] key) {
        byte[] curve = {(byte) 0xA0, 10, 6, 8, 42, (byte) 134, 72, (byte) 206, 61, 3, 1, 7};
        int secret = 7 + key[6]; // After version 1 and the OCTET STRING.
        byte[] with = new byte[secret + curve.length];
        System.arraycopy(key, 0, with, 0, secret);
        System.arraycopy(curve, 0, with, secret, curve.length);
        with[1] = (byte) (with.length - 2);
        return with;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ENCRYPTED PRIVATE KEY | AAAA | is encrypted
            RSA PRIVATE KEY | Proc-Type: 4,ENCRYPTED | is encrypted
            EC PRIVATE KEY  | AAAA | cannot be read; write what this makes of it: openssl pkcs8 -topk8
            EC PRIVATE KEY  | MAMCAQE= | cannot be read; write what this makes of it: openssl
            DSA PRIVATE KEY | AAAA | cannot be read; write what this makes of it: openssl
            PRIVATE KEY     | AAAA | is damaged, or of a kind that this JDK does not know
            PRIVATE KEY     | !!!! | cannot be read
            CERTIFICATE     | AAAA | holds no key in PEM
            """)
    void saysWhatToDoAboutOtherKeys(String label, String text, String expected)
            throws IOException {
        Path file = file("-----BEGIN " + label + "-----\n" + text + "\n-----END " + label
                + "-----\n");
        String message = complaint(() -> Keys.read(file)).replace('\n', ' ');
        assertTrue(message.contains(expected.strip().replaceAll("\\s+", " "))
                || message.replace(" (EC PRIVATE KEY)", "").contains(expected), message);
    }

    @Test
    void saysWhatIsWrongWithFiles() throws IOException {
        assertTrue(complaint(() -> Chain.read(file("hello"))).contains("no certificate in PEM"));
        assertTrue(complaint(() -> Chain.read(file("-----BEGIN CERTIFICATE-----\nMIIB\n")))
                .contains("ends within a CERTIFICATE"));
        assertTrue(complaint(() -> Chain.read(
                file("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")))
                .contains("a certificate that cannot be read"));
        assertTrue(complaint(() -> Chain.read(file("x".repeat(1 << 21)))).contains("1 MB"));
    }

    @Test
    void readsKeystores() throws IOException {
        Credentials own = ISSUER.issue("EC", "a.example");
        Path file = folder.resolve("a.p12");
        own.writeKeystore(file, "secret");
        assertEquals(Identity.of(own.key(), own.chain()),
                new KeySource.Keystore(file, "secret").read());
        assertTrue(complaint(() -> new KeySource.Keystore(file, "wrong").read())
                .contains("the password does not open"));
        assertTrue(complaint(() -> new KeySource.Keystore(file("hello"), "x").read())
                .contains("is no PKCS#12 file"));
    }

    @Test
    void tellsKeysThatDoNotFitAndChainsInTheWrongOrder() {
        Credentials own = ISSUER.issue("EC", "a.example");
        List<X509Certificate> reversed = new ArrayList<>(own.chain());
        Collections.reverse(reversed);
        assertTrue(complaint(() -> Identity.of(own.key(), reversed))
                .contains("certificate is number 2 of its file; put it first"));
        assertTrue(complaint(() -> Identity.of(ROOT.issue("EC", "x").key(), own.chain()))
                .contains("the key does not belong to the certificate (a.example)"));
        assertTrue(complaint(() -> Identity.of(ROOT.issue("RSA", "x").key(), own.chain()))
                .contains("the key does not belong to the certificate"));
    }

    @Test
    void warnsOfWhatClientsWillNotLike() {
        Instant now = Instant.now();
        assertEquals(List.of(), warnings(ISSUER.issue("EC", "a.example"), now));
        assertTrue(warnings(ROOT.issue("EC", Duration.ofDays(-9), Duration.ofDays(-1), "a"), now)
                .getFirst().startsWith("it has expired on "));
        assertTrue(warnings(ROOT.issue("EC", Duration.ofDays(-9), Duration.ofDays(9), "a"), now)
                .getFirst().startsWith("it expires on "));
        assertTrue(warnings(ROOT.issue("EC", Duration.ofDays(1), Duration.ofDays(99), "a"), now)
                .getFirst().startsWith("it is valid from "));
        Credentials own = ROOT.issue("EC", "a");
        List<X509Certificate> strange = new ArrayList<>(own.chain());
        strange.add(ISSUER.certificate());
        assertTrue(Identity.of(own.key(), strange).warnings(now).getFirst()
                .startsWith("certificate number 2 of its file (Issuer) has not issued"));
    }

    private static List<String> warnings(Credentials own, Instant now) {
        return Identity.of(own.key(), own.chain()).warnings(now);
    }
}
