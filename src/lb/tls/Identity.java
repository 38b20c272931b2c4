package lb.tls;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom lb can be to a client: a private key and the certificates that go with it. Immutable. */
public final class Identity {
    private static final Duration SOON = Duration.ofDays(14); // Let's Encrypt: renewed 30 before.
    private static final int DNS_NAME = 2; // RFC 5280 section 4.2.1.6.
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,+]+)");

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final Set<String> names;
    private final String alias;

    private Identity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.names = names(chain.getFirst());
        this.alias = fingerprint(chain.getFirst());
    }

    /**
     * Puts a key and its certificates together.
     *
     * @param chain the key's own certificate first, then each one's issuer
     * @throws IllegalArgumentException when they do not belong together
     */
    public static Identity of(PrivateKey key, List<X509Certificate> chain) {
        for (int i = 0; i < chain.size(); i++) {
            if (Keys.fit(key, chain.get(i).getPublicKey())) {
                if (i == 0) {
                    return new Identity(key, chain);
                }
                throw new IllegalArgumentException("the key's own certificate is number " + (i + 1)
                        + " of its file; put it first, and the one of its issuer after it");
            }
        }
        throw new IllegalArgumentException("the key does not belong to the certificate ("
                + title(chain.getFirst()) + "); name the one it was issued for");
    }

    PrivateKey key() {
        return key;
    }

    /** Its own certificate first. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** {@code RSA}, {@code EC} or {@code EdDSA}. */
    String keyType() {
        return key.getAlgorithm();
    }

    /** The names it is for, in lower case; {@code *.example.com} stands for one label more. */
    Set<String> names() {
        return names;
    }

    /** What no other identity is called. */
    String alias() {
        return alias;
    }

    /** When its own certificate expires. */
    public Instant expires() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /** What clients will not like about it, in an operator's words; usually nothing. */
    public List<String> warnings(Instant now) {
        List<String> warnings = new ArrayList<>();
        Instant begins = chain.getFirst().getNotBefore().toInstant();
        if (expires().isBefore(now)) {
            warnings.add("it has expired on " + day(expires())
                    + "; clients refuse it, so renew it");
        } else if (expires().isBefore(now.plus(SOON))) {
            warnings.add("it expires on " + day(expires()) + "; renew it");
        }
        if (begins.isAfter(now)) {
            warnings.add("it is valid from " + day(begins) + " on only; look at this clock");
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal()
                    .equals(chain.get(i).getSubjectX500Principal())) {
                warnings.add("certificate number " + (i + 1) + " of its file ("
                        + title(chain.get(i)) + ") has not issued the one before it; clients may "
                        + "not find the issuer");
            }
        }
        return warnings;
    }

    private static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** The names that a certificate is for, in lower case; the common name where it lists none. */
    static Set<String> names(X509Certificate certificate) {
        Set<String> names = new TreeSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (name.getFirst().equals(DNS_NAME)) {
                    names.add(name.get(1).toString().toLowerCase(Locale.ROOT));
                }
            }
        } catch (CertificateParsingException e) {
            names.clear(); // No client will make sense of them either.
        }
        if (names.isEmpty()) {
            names.add(title(certificate).toLowerCase(Locale.ROOT));
        }
        return Set.copyOf(names);
    }

    /** The common name, or else the whole subject. */
    static String title(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        Matcher name = COMMON_NAME.matcher(subject);
        return name.find() ? name.group(1) : subject;
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Whether the other shows clients the same certificates. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Identity identity && chain.equals(identity.chain);
    }

    @Override
    public int hashCode() {
        return alias.hashCode();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return String.join(", ", new TreeSet<>(names)) + " (" + keyType() + ", until "
                + day(expires()) + ")";
    }
}
