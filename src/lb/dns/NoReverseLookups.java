package lb.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Looks names up as the JDK does, and never an address's name: the JDK's server asks for the name
 * of every client that connects by TLS, to no use, and each would wait for a name server.
 *
 * <p>Found by the JDK through {@code META-INF/services}; for the whole process.
 */
public final class NoReverseLookups extends InetAddressResolverProvider {
    /** For the JDK. */
    public NoReverseLookups() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return over(configuration.builtinResolver());
    }

    static InetAddressResolver over(InetAddressResolver system) {
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                    throws UnknownHostException {
                return system.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                throw new UnknownHostException("lb does not look up names of addresses");
            }
        };
    }

    @Override
    public String name() {
        return "lb";
    }
}
