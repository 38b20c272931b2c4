package lb.tls;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import lb.http.IpLiteral;

/**
 * How lb speaks TLS to a server, and whom it takes the server to be.
 *
 * @param authorities who must have signed its certificate; empty: one whom the system trusts
 * @param verify whether its certificate is looked at; if not, anybody may pass for it
 * @param name what it is asked for (SNI), and what its certificate must be for, in lower case;
 *     empty: the address that lb connects to, and nothing is asked for
 */
public record ServerTls(Optional<Authorities> authorities, boolean verify, Optional<String> name) {
    /** As long as nothing else is said. */
    public static final ServerTls SYSTEM =
            new ServerTls(Optional.empty(), true, Optional.empty());

    /**
     * Reads the name of a server.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static String name(String text) {
        if (IpLiteral.parse(text).isPresent()) {
            throw new IllegalArgumentException("\"" + text + "\" is an address, and a server is"
                    + " asked for a name; write web.internal, or leave it out where the"
                    + " certificates are for the servers' addresses");
        }
        try {
            return new SNIHostName(withoutDot(text)).getAsciiName().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no host name; write"
                    + " web.internal", e);
        }
    }

    private static String withoutDot(String host) { // Which certificates and SNI do not have.
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** The same for a server at this host: a name is the one that it must have. */
    public ServerTls at(String host) {
        boolean told = name.isPresent() || IpLiteral.parse(host).isPresent();
        return told ? this : new ServerTls(authorities, verify, Optional.of(name(host)));
    }

    /** Whether its authorities are others than before, in the same file. */
    public boolean isReissued(ServerTls before) {
        return authorities.isPresent() && before.authorities.isPresent()
                && authorities.get().file().equals(before.authorities.get().file())
                && !authorities.equals(before.authorities);
    }

    /**
     * Makes what a client needs. One for each of these: sessions are resumed by address alone,
     * without another look at the certificate.
     *
     * @param resume how long a session may be resumed, whole seconds
     */
    public SSLContext context(Duration resume) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            ServerTrust trust = new ServerTrust(verify
                    ? authorities.isPresent() ? authorities.get().manager()
                            : Authorities.manager(null)
                    : null, name);
            context.init(new KeyManager[0], new TrustManager[] {trust}, null);
            context.getClientSessionContext().setSessionTimeout((int) resume.toSeconds());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** What a client with this context is to speak. */
    public SSLParameters parameters(SSLContext context) {
        SSLParameters parameters = Protocol.parameters(Protocol.ciphers(context));
        // The JDK's client takes it for SNI because the URL it is given has an address.
        name.ifPresent(asked -> parameters.setServerNames(List.of(new SNIHostName(asked))));
        return parameters;
    }
}
