package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest(name = "{0} is host {1}, port {2}, unresolved {3}")
    @CsvSource({
        "127.0.0.1:80, 127.0.0.1, 80, false",
        "[::1]:8080, 0:0:0:0:0:0:0:1, 8080, false",
        "localhost:0, localhost, 0, true",
        "lb.internal.:65535, lb.internal., 65535, true",
        "0.0.0.0:1, 0.0.0.0, 1, false"})
    void readsHostAndPort(String text, String host, int port, boolean unresolved) {
        InetSocketAddress address = Address.parse(text);
        assertEquals(host, address.isUnresolved() ? address.getHostString()
                : address.getAddress().getHostAddress());
        assertEquals(port, address.getPort());
        assertEquals(unresolved, address.isUnresolved());
    }

    @Test
    void readsAPortAsAllInterfaces() {
        assertEquals(new InetSocketAddress(8080), Address.parse("8080"));
        assertTrue(Address.parse("8080").getAddress().isAnyLocalAddress());
    }

    @ParameterizedTest(name = "refuses {0}")
    @ValueSource(strings = {"", "65536", "-1", "99999999999", ":8080", "*:8080", "localhost",
        "localhost:", "localhost:http", "256.1.1.1:80", "1.2.3:80", "1.2.3.4.:80", "[::1]",
        "::1:80", "[]:80", "[abc]:80", "[localhost]:80", "[1.2.3.4]:80", "[::g]:80",
        "[1:2:3]:80", "a b:80", "a..b:80", "-a:80", "a:80:80", "http://a:80", "[::1]x:80"})
    void refuses(String text) {
        assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
    }

    @Test
    void knowsWhatOnlyThisMachineReaches() {
        assertTrue(Address.isLoopback(Address.parse("127.1.2.3:80")));
        assertTrue(Address.isLoopback(Address.parse("[::1]:80")));
        assertTrue(Address.isLoopback(Address.parse("LocalHost:80")));
        assertFalse(Address.isLoopback(Address.parse("80")));
        assertFalse(Address.isLoopback(Address.parse("localhost.example.com:80")));
        assertFalse(Address.isLoopback(Address.parse("10.0.0.1:80")));
    }
}
