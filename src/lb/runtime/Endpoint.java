package lb.runtime;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import lb.config.Config;

/**
 * Where and how to listen.
 *
 * @param address as the file has it: maybe a name, maybe port 0
 * @param tls whether by HTTPS
 */
record Endpoint(InetSocketAddress address, boolean tls) {
    /** Those of a configuration, plain ones first. */
    static List<Endpoint> of(Config config) {
        List<Endpoint> all = new ArrayList<>();
        config.listen().forEach(address -> all.add(new Endpoint(address, false)));
        config.listenTls().forEach(address -> all.add(new Endpoint(address, true)));
        return all;
    }

    @Override
    public String toString() {
        return address.getHostString() + ":" + address.getPort();
    }
}
