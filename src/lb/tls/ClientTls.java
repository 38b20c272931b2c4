package lb.tls;

import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

/**
 * How lb speaks TLS to its clients: one for all listeners, for as long as lb runs. Safe for many
 * threads.
 */
public final class ClientTls {
    private static final int SESSIONS = 10_000;
    private static final int SESSION_SECONDS = 3600;

    private final IdentityKeys keys = new IdentityKeys();
    private final ClientTrust trust = new ClientTrust();
    private final ReentrantLock lock = new ReentrantLock(); // guards the making of the context
    private volatile SSLContext context; // null until a listener needs it: it takes time to make
    private volatile String[] ciphers; // set before the context is
    private List<Identity> identities = List.of(); // of the thread that calls use()
    private Optional<Authorities> authorities = Optional.empty(); // likewise
    private volatile long authoritiesChanged; // milliseconds of the epoch; 0: never

    /** A side without any identity yet. */
    public ClientTls() {}

    /**
     * From the next handshake on lb is one of these. Sessions of before are not resumed.
     * Connections stay; but when {@code clients} are others than before, requests on them get 421.
     *
     * <p>Called by one thread at a time.
     *
     * @param identities in the file's order; the first is the one for unknown names
     * @param clients who must have signed a client's certificate; empty: it needs none
     */
    public void use(List<Identity> identities, Optional<Authorities> clients) {
        if (identities.equals(this.identities) && clients.equals(authorities)) {
            return;
        }
        keys.use(new Identities(identities));
        if (!clients.equals(authorities)) {
            boolean first = this.identities.isEmpty();
            trust.use(clients.map(Authorities::manager).orElse(null));
            authoritiesChanged = first ? 0 : System.currentTimeMillis();
        }
        this.identities = List.copyOf(identities);
        authorities = clients;
        forgetSessions();
    }

    private void forgetSessions() {
        if (context == null) {
            return;
        }
        SSLSessionContext sessions = context.getServerSessionContext();
        for (byte[] id : Collections.list(sessions.getIds())) {
            SSLSession session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }

    /** What listeners are made with. */
    public SSLContext context() {
        lock.lock();
        try {
            if (context == null) {
                context = make();
            }
            return context;
        } finally {
            lock.unlock();
        }
    }

    private SSLContext make() {
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            made.getServerSessionContext().setSessionCacheSize(SESSIONS);
            made.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
            ciphers = Protocol.ciphers(made);
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** What a new connection is to speak; once there is a {@link #context}. */
    public SSLParameters parameters() {
        SSLParameters parameters = Protocol.parameters(ciphers);
        parameters.setApplicationProtocols(new String[] {"http/1.1"}); // RFC 7301 section 6.
        parameters.setUseCipherSuitesOrder(false); // Clients know what their hardware is good at.
        parameters.setNeedClientAuth(trust.isOn());
        return parameters;
    }

    /**
     * Whether a request is on the wrong connection (RFC 9110 section 15.5.20): the client has asked
     * for a name in its handshake, and the request is for another one that no certificate is shared
     * with; or clients must show other certificates now than when the connection was made.
     *
     * @param host the host of the request, in lower case without port; empty for none
     */
    public boolean isMisdirected(SSLSession session, String host) {
        if (session.getCreationTime() <= authoritiesChanged) {
            return true;
        }
        String name = ServerName.requested(session);
        if (name.isEmpty() || host.isEmpty() || name.equals(host)) {
            return false;
        }
        Identities now = keys.now();
        return Collections.disjoint(now.of(name), now.of(host));
    }
}
