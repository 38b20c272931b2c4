package lb.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts servers. Safe for many threads.
 *
 * <p>The JDK's own check of the name is not enough: it is also content with a certificate for the
 * address that was connected to, which whoever misleads a look-up can have.
 */
final class ServerTrust extends Trust {
    /** What servers call themselves goes into logs: nothing but letters, and few of them. */
    private static final String SHOWN = "[a-z0-9.*-]{1,80}";
    private static final int MOST_SHOWN = 3;

    private final X509ExtendedTrustManager authorities; // null: every server is trusted
    private final Optional<String> name;

    /**
     * Trust.
     *
     * @param authorities null: in everybody
     * @param name what a certificate must be for; empty: the address
     */
    ServerTrust(X509ExtendedTrustManager authorities, Optional<String> name) {
        this.authorities = authorities;
        this.name = name;
    }

    /** A certificate for somebody else. */
    static final class WrongName extends CertificateException {
        private static final long serialVersionUID = 1;

        WrongName(X509Certificate certificate, String wanted) {
            super("certificate is for " + shown(Identity.names(certificate)) + ", not for "
                    + wanted);
        }

        private static String shown(Set<String> names) {
            String some = names.stream().sorted().filter(name -> name.matches(SHOWN))
                    .limit(MOST_SHOWN).collect(Collectors.joining(", "));
            return some.isEmpty() ? "no name" : names.size() > MOST_SHOWN ? some + " …" : some;
        }
    }

    /** What the JDK's client calls; the others are for sockets, which it does not use. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        if (authorities == null) {
            return;
        }
        String wanted = name.orElse(engine.getPeerHost());
        try {
            authorities.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            boolean itsName = e.getClass() == CertificateException.class; // Others say why.
            throw itsName ? new WrongName(chain[0], wanted) : e;
        }
        if (name.isPresent() && !isFor(chain[0], wanted)) {
            throw new WrongName(chain[0], wanted);
        }
    }

    /** RFC 9525 section 6.3: the same, or with a wildcard for all of the first label. */
    private static boolean isFor(X509Certificate certificate, String wanted) {
        Set<String> names = Identity.names(certificate);
        int dot = wanted.indexOf('.');
        return names.contains(wanted) || dot > 0 && names.contains("*" + wanted.substring(dot));
    }
}
