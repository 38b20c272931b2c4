package lb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
              0.0.0.0                  | 0.0.0.0
              255.255.255.255          | 255.255.255.255
              192.0.2.7                | 192.0.2.7
              ::                       | 0:0:0:0:0:0:0:0
              ::1                      | 0:0:0:0:0:0:0:1
              1::                      | 1:0:0:0:0:0:0:0
              2001:db8::7              | 2001:db8:0:0:0:0:0:7
              2001:DB8::00a7           | 2001:db8:0:0:0:0:0:a7
              1:2:3:4:5:6:7:8          | 1:2:3:4:5:6:7:8
              1:2:3::5:6:7:8           | 1:2:3:0:5:6:7:8
              64:ff9b::192.0.2.7       | 64:ff9b:0:0:0:0:c000:207
              1:2:3:4:5:6:192.0.2.7    | 1:2:3:4:5:6:c000:207
              ::ffff:192.0.2.7         | 192.0.2.7
              ::ffff:c000:207          | 192.0.2.7
            """)
    void readsAddress(String text, String address) {
        assertEquals(Optional.of(address), IpLiteral.parse(text).map(InetAddress::getHostAddress));
    }

    @ParameterizedTest(name = "\"{0}\" is no address")
    @ValueSource(strings = {"", "localhost", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4",
        "01.2.3.4", "0x1.2.3.4", "1.2.3.4 ", "1..2.3", "1.2.3.4000000000", "1.2.3.٤", "1.2.3.4/8",
        ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4::5:6:7:8", "12345::",
        "g::", "::1%eth0", "[::1]", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4",
        ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "::-1", "::+1", "example.com", "dead.beef"})
    void refuses(String text) {
        assertEquals(Optional.empty(), IpLiteral.parse(text));
    }

    @Test
    void givesMappedAddressAsIPv4() {
        assertEquals(Optional.of(Inet4Address.class),
                IpLiteral.parse("::ffff:10.0.0.1").map(InetAddress::getClass));
    }
}
