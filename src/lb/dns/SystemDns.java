package lb.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** The system's name servers, and the system itself for the addresses that they do not know. */
final class SystemDns implements Dns {
    private final Dns servers;

    SystemDns(Dns servers) {
        this.servers = servers;
    }

    @Override
    public List<InetAddress> addresses(String host) throws IOException {
        try {
            return servers.addresses(host);
        } catch (NoAnswer e) {
            throw e; // The system would ask the same silent servers once more.
        } catch (IOException unknown) {
            return InetAddresses.ofSystem(host);
        }
    }

    @Override
    public List<SrvRecord> services(String name) throws IOException {
        return servers.services(name);
    }
}
