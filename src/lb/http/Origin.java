package lb.http;

import java.net.InetAddress;

/**
 * Where a request came from and how it reached lb.
 *
 * @param client the client's address: the peer's, or the one that trusted proxies vouch for
 * @param peer the other end of the connection
 * @param trusted whether the peer is one of the {@code trusted-proxies}
 * @param scheme {@code http} or {@code https}, as the client spoke it
 * @param port lb's own port that the connection arrived on
 */
public record Origin(InetAddress client, InetAddress peer, boolean trusted, String scheme,
        int port) {

    /** An untrusted peer that speaks for itself. */
    public static Origin direct(InetAddress peer, String scheme, int port) {
        return new Origin(peer, peer, false, scheme, port);
    }
}
