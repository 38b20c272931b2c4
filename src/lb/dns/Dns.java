package lb.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Asks name servers, once each call, and waits for the answer: some seconds if they are silent.
 * Safe for many threads.
 */
public interface Dns {
    /**
     * Every address of a host, in no particular order.
     *
     * @return one or more
     * @throws IOException when there is no answer or the name has no address, with a message that
     *     says which: {@code there is no name web.internal}
     */
    List<InetAddress> addresses(String host) throws IOException;

    /**
     * Every place where a service is offered: {@code _http._tcp.web.internal}.
     *
     * @return one or more
     * @throws IOException when there is no answer or nobody offers the service, with a message
     */
    List<SrvRecord> services(String name) throws IOException;

    /**
     * The name servers of this system, or the one that the system property {@code lb.dns} names:
     * {@code dns://127.0.0.1:5353}, which then is asked alone.
     */
    static Dns ofSystem() {
        return Optional.ofNullable(System.getProperty("lb.dns"))
                .map(Dns::server)
                .orElseGet(() -> new SystemDns(() -> new JndiDns("dns:")));
    }

    /** The one name server at {@code dns://host:port}. */
    static Dns server(String url) {
        return new JndiDns(url);
    }
}
