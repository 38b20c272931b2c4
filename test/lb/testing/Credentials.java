package lb.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A private key and its certificates.
 *
 * @param chain the key's own certificate first
 */
public record Credentials(PrivateKey key, List<X509Certificate> chain) {
    static { // A tenth of a second each, and again for who reads the file: for no secret.
        for (String what : List.of("certPbe", "keyPbe", "mac")) {
            System.setProperty("keystore.pkcs12." + what + "IterationCount", "10");
        }
    }

    /** The certificates in PEM. */
    public String certificatePem() {
        return pem(chain);
    }

    /** The key in PEM, as PKCS#8. */
    public String keyPem() {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /** Certificates in PEM. */
    public static String pem(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new AssertionError(e);
            }
        }
        return text.toString();
    }

    /** One block of PEM. */
    public static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    /** Writes NAME.pem and NAME.key. */
    public Credentials write(Path folder, String name) {
        try {
            Files.writeString(folder.resolve(name + ".pem"), certificatePem());
            Files.writeString(folder.resolve(name + ".key"), keyPem());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a PKCS#12 file. */
    public void writeKeystore(Path file, String password) {
        try (OutputStream out = Files.newOutputStream(file)) {
            keystore(password).store(out, password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    KeyStore keystore(String password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", key, password.toCharArray(), chain.toArray(new Certificate[0]));
        return store;
    }
}
