package lb.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * The system's name servers, and the system itself for the addresses that they do not know, or that
 * cannot be asked for because this Java runtime has been made without the module for it.
 */
final class SystemDns implements Dns {
    private final Supplier<Dns> servers;

    /**
     * The system's DNS.
     *
     * @param servers gives the name servers; called for each question, and not before
     */
    SystemDns(Supplier<Dns> servers) {
        this.servers = servers;
    }

    @Override
    public List<InetAddress> addresses(String host) throws IOException {
        try {
            return servers().addresses(host);
        } catch (NoAnswer e) {
            throw e; // The system would ask the same silent servers once more.
        } catch (IOException unknown) {
            return InetAddresses.ofSystem(host);
        }
    }

    @Override
    public List<SrvRecord> services(String name) throws IOException {
        return servers().services(name);
    }

    private Dns servers() throws IOException {
        try {
            return servers.get();
        } catch (NoClassDefFoundError e) { // jlink left it out.
            throw new IOException("this Java runtime lacks the module java.naming", e);
        }
    }
}
