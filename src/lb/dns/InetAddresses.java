package lb.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks the system for addresses: its hosts file, its name servers, whatever it is set up for. */
final class InetAddresses {
    private InetAddresses() {}

    /**
     * The addresses of a host in the system's order of preference, one or more.
     *
     * @throws UnknownHostException with a message in an operator's words
     */
    static List<InetAddress> ofSystem(String host) throws UnknownHostException {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) { // Its own message repeats the name and an error code.
            throw new UnknownHostException("there is no name " + host);
        }
    }
}
