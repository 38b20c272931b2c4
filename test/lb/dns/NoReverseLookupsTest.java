package lb.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NoReverseLookupsTest {
    private static final LookupPolicy ANY = LookupPolicy.of(LookupPolicy.IPV4);

    /** Knows one name, and would take for ever over an address. */
    private static final InetAddressResolver SYSTEM = new InetAddressResolver() {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                throws UnknownHostException {
            return Stream.of(InetAddress.getByAddress(host, new byte[] {10, 0, 0, 7}));
        }

        @Override
        public String lookupByAddress(byte[] address) {
            throw new AssertionError("asked for the name of an address");
        }
    };

    private static InetAddressResolver ours() {
        return NoReverseLookups.over(SYSTEM);
    }

    @Test
    void looksNamesUpAndAddressesNever() throws UnknownHostException {
        assertEquals("10.0.0.7",
                ours().lookupByName("a", ANY).findFirst().orElseThrow().getHostAddress());
        assertThrows(UnknownHostException.class,
                () -> ours().lookupByAddress(new byte[] {10, 0, 0, 7}));
    }

    @Test
    void theJdkFindsIt() {
        assertInstanceOf(NoReverseLookups.class, ServiceLoader.load(
                InetAddressResolverProvider.class, NoReverseLookups.class.getClassLoader())
                .findFirst().orElseThrow());
    }
}
