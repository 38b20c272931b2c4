package lb.http;

import java.net.InetAddress;
import java.util.List;

/** Finds out who the client is when the connection comes from a proxy that may be trusted. */
public final class ClientAddress {
    private ClientAddress() {}

    /**
     * Walks {@code X-Forwarded-For} from the right over the trusted addresses; the first that is
     * not trusted is the client. An entry that cannot be read ends the walk at the one before it.
     */
    public static InetAddress of(InetAddress peer, Headers headers, List<Cidr> trusted) { throw new UnsupportedOperationException(); }
}
