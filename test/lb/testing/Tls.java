package lb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** One side of TLS in a test. The names of certificates are looked at where a test does so. */
public final class Tls {
    private final SSLContext context;
    private final SSLParameters parameters = new SSLParameters();

    private Tls(SSLContext context) {
        this.context = context;
    }

    /** A side that trusts an authority, and has no certificate of its own. */
    public static Tls trusting(Authority authority) {
        return new Tls(context(authority, null));
    }

    /** A side that trusts an authority and shows these. */
    public static Tls showing(Credentials own, Authority authority) {
        return new Tls(context(authority, own));
    }

    /** Asks for a name (SNI). */
    public Tls name(String host) {
        parameters.setServerNames(List.of(new SNIHostName(host)));
        return this;
    }

    /** Speaks these versions only. */
    public Tls versions(String... versions) {
        parameters.setProtocols(versions);
        return this;
    }

    /** Speaks these ciphers only. */
    public Tls ciphers(String... ciphers) {
        parameters.setCipherSuites(ciphers);
        return this;
    }

    /** Offers these protocols by ALPN. */
    public Tls offers(String... protocols) {
        parameters.setApplicationProtocols(protocols);
        return this;
    }

    /** A connection to a port of this machine, the handshake done. */
    public SSLSocket connect(int port) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(10_000);
        return shakeHands((SSLSocket) context.getSocketFactory()
                .createSocket(plain, "127.0.0.1", port, true));
    }

    /** The server's side of a connection that was accepted, the handshake done. */
    public SSLSocket accept(Socket plain) throws IOException {
        return shakeHands((SSLSocket) context.getSocketFactory().createSocket(plain, null, true));
    }

    private SSLSocket shakeHands(SSLSocket socket) throws IOException {
        try {
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Demands a certificate of clients. */
    public Tls demands() {
        parameters.setNeedClientAuth(true);
        return this;
    }

    /** The same for requests. */
    public RawClient open(int port) {
        try {
            return RawClient.over(connect(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The certificate that a server shows, and nothing more. */
    public X509Certificate shown(int port) {
        try (SSLSocket socket = connect(port)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The context, for the server's side. */
    public SSLContext context() {
        return context;
    }

    private static SSLContext context(Authority authority, Credentials own) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("root", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? new KeyManager[0] : keys(own), trust.getTrustManagers(),
                    new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyManager[] keys(Credentials own)
            throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own.keystore("x"), "x".toCharArray());
        return keys.getKeyManagers();
    }
}
