package lb.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts the clients whose authority is in force at the moment. Safe for many threads. */
final class ClientTrust extends Trust {
    private volatile X509ExtendedTrustManager manager; // null: clients are not asked

    /** From the next handshake on this one; null: nobody. */
    void use(X509ExtendedTrustManager manager) {
        this.manager = manager;
    }

    /** Whether clients are asked for a certificate. */
    boolean isOn() {
        return manager != null;
    }

    private X509ExtendedTrustManager manager() throws CertificateException {
        X509ExtendedTrustManager now = manager;
        if (now == null) {
            throw new CertificateException("no client was asked for a certificate");
        }
        return now;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        manager().checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        manager().checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        manager().checkClientTrusted(chain, type);
    }

    /** The authorities' names, by which a client chooses its certificate. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        X509ExtendedTrustManager now = manager;
        return now == null ? super.getAcceptedIssuers() : now.getAcceptedIssuers();
    }
}
