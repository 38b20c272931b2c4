package lb.pool;

import java.util.Optional;
import lb.tls.ServerTls;

/**
 * A server as the file describes it.
 *
 * @param tls how it is spoken to by HTTPS; empty: by HTTP
 * @param host a name or an address, lower case, IPv6 without brackets
 * @param port 1 to 65535
 * @param weight share of the traffic against the others' weights, 0 to 65535; 0 takes only clients
 *     that stick to it
 * @param max most requests in flight at once; 0: no limit
 * @param backup whether it is used only when no other is available
 * @param drain whether it starts without new requests
 */
public record ServerSpec(Optional<ServerTls> tls, String host, int port, int weight, int max,
        boolean backup, boolean drain) {

    /** The largest weight: at more, nobody means a share of traffic. */
    static final int MAX_WEIGHT = 65535;

    /** Checks the numbers. */
    public ServerSpec {
        inRange("port", port, 1, 65535);
        inRange("weight", weight, 0, MAX_WEIGHT);
        inRange("max", max, 0, Integer.MAX_VALUE);
    }

    static void inRange(String what, int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    what + " " + number + " is out of range; write " + least + " to " + most);
        }
    }

    /**
     * Reads {@code [http://|https://]host:port [weight=N] [max=N] [backup] [drain]}.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static ServerSpec parse(String text) {
        return ServerParser.parse(text);
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    /**
     * The same with what the pool says about TLS, unless it is spoken to by HTTP.
     *
     * @param pool with the name that all servers of the pool have; empty: each has its host's
     */
    public ServerSpec with(ServerTls pool) {
        return tls.isEmpty() ? this : new ServerSpec(Optional.of(pool.at(host)), host, port, weight,
                max, backup, drain);
    }

    /** Whether this describes the same server, be it with another weight or other options. */
    public boolean sameAddress(ServerSpec other) {
        return port == other.port && host.equals(other.host)
                && tls.isPresent() == other.tls.isPresent();
    }

    /** {@code host:port}, with brackets around an IPv6 address: what logs and the API call it. */
    public String name() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
