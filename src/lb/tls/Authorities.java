package lb.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The certificates of a file, by one of which another's must be signed.
 *
 * @param file where they were read from
 */
public record Authorities(Path file, List<X509Certificate> certificates) {
    /**
     * Reads them.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static Authorities read(Path file) {
        return new Authorities(file, Chain.read(file));
    }

    /** Trusts those whom they have signed, and nobody else. */
    X509ExtendedTrustManager manager() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry(Integer.toString(i), certificates.get(i));
            }
            return manager(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts those whom these have signed; null: whom the system trusts. */
    static X509ExtendedTrustManager manager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new IllegalStateException("this JDK checks no certificates");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
