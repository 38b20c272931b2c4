package lb.tls;

import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** What lb speaks, on either side. */
final class Protocol {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"}; // RFC 8996 ended the others.
    /** With forward secrecy and authenticated encryption: RFC 9325 section 4.2. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private Protocol() {}

    /** The ciphers that this JDK has as well. */
    static String[] ciphers(SSLContext context) {
        Set<String> supported = Set.of(context.getSupportedSSLParameters().getCipherSuites());
        return CIPHERS.stream().filter(supported::contains).toArray(String[]::new);
    }

    static SSLParameters parameters(String[] ciphers) {
        return new SSLParameters(ciphers, VERSIONS);
    }
}
