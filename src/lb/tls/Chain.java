package lb.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates out of PEM files. */
public final class Chain {
    private static final String CERTIFICATE = "CERTIFICATE";

    private Chain() {}

    /**
     * The certificates of a file, in its order; one at least.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static List<X509Certificate> read(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem block : Pem.read(file)) {
            if (block.label().equals(CERTIFICATE)) { // A key may stand in the same file.
                certificates.add(certificate(block, file));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("\"" + file + "\" holds no certificate in PEM; name"
                    + " a file with -----BEGIN CERTIFICATE-----");
        }
        return List.copyOf(certificates);
    }

    private static X509Certificate certificate(Pem block, Path file) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + file + "\" holds a certificate that cannot be"
                    + " read; copy it once more from where it was issued", e);
        }
    }
}
