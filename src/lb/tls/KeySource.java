package lb.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Where an {@link Identity} is read from, again and again. */
public sealed interface KeySource {
    /** Two files in PEM, or one that holds both. */
    record PemFiles(Path certificate, Path key) implements KeySource {
        @Override
        public Identity read() {
            return Identity.of(Keys.read(key), Chain.read(certificate));
        }

        @Override
        public List<Path> files() {
            return List.of(certificate, key);
        }
    }

    /** A PKCS#12 file. */
    record Keystore(Path file, String password) implements KeySource {
        @Override
        public Identity read() {
            try {
                KeyStore store = load();
                List<String> keys = new ArrayList<>();
                for (String alias : Collections.list(store.aliases())) {
                    if (store.isKeyEntry(alias)) {
                        keys.add(alias);
                    }
                }
                if (keys.size() != 1) {
                    throw new IllegalArgumentException("\"" + file + "\" holds " + keys.size()
                            + " keys; name one that holds a single key with its certificates");
                }
                return identity(store, keys.getFirst());
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("\"" + file + "\" cannot be read: "
                        + e.getMessage(), e);
            }
        }

        private KeyStore load() throws GeneralSecurityException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try {
                store.load(new ByteArrayInputStream(Pem.bytes(file)), password.toCharArray());
                return store;
            } catch (IOException e) {
                boolean locked = e.getCause() instanceof GeneralSecurityException;
                throw new IllegalArgumentException(locked
                        ? "the password does not open \"" + file + "\"; write the right one"
                        : "\"" + file + "\" is no PKCS#12 file; name one, or write certificate and"
                                + " key for PEM", e);
            }
        }

        private Identity identity(KeyStore store, String alias) throws GeneralSecurityException {
            List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(alias))
                    .map(X509Certificate.class::cast).toList();
            return Identity.of((PrivateKey) store.getKey(alias, password.toCharArray()), chain);
        }

        @Override
        public List<Path> files() {
            return List.of(file);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Keystore[" + file + "]";
        }
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    Identity read();

    /** The files to watch. */
    List<Path> files();
}
