package lb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private static final List<Cidr> TRUSTED =
            List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8:aaaa::/48"));

    @ParameterizedTest(name = "peer {0} says \"{1}\": {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # peer            | X-Forwarded-For, / between fields   | client
              192.0.2.1       | 203.0.113.5                         | 192.0.2.1
              10.0.0.1        | 203.0.113.5                         | 203.0.113.5
            # walked from the right
              10.0.0.1        | 198.51.100.9, 203.0.113.5           | 203.0.113.5
              10.0.0.1        | 198.51.100.9, 203.0.113.5, 10.0.0.2 | 203.0.113.5
              10.0.0.1        | 203.0.113.5,10.0.0.3,10.0.0.2       | 203.0.113.5
              10.0.0.1        | 10.0.0.9, 203.0.113.5               | 203.0.113.5
              10.0.0.1        | 10.0.0.3, 10.0.0.2                  | 10.0.0.3
            # several fields
              10.0.0.1        | 198.51.100.9 / 203.0.113.5          | 203.0.113.5
              10.0.0.1        | 203.0.113.5 / 10.0.0.3, 10.0.0.2    | 203.0.113.5
            # forms of an entry
              10.0.0.1        | 203.0.113.5:4711                    | 203.0.113.5
              10.0.0.1        | "203.0.113.5"                       | 203.0.113.5
              10.0.0.1        | "203.0.113.5:4711"                  | 203.0.113.5
              10.0.0.1        | 2001:db8::7                         | 2001:db8:0:0:0:0:0:7
              10.0.0.1        | [2001:db8::7]                       | 2001:db8:0:0:0:0:0:7
              10.0.0.1        | [2001:db8::7]:4711                  | 2001:db8:0:0:0:0:0:7
              10.0.0.1        | "[2001:db8::7]:4711"                | 2001:db8:0:0:0:0:0:7
              10.0.0.1        | ::ffff:203.0.113.5                  | 203.0.113.5
              10.0.0.1        | 203.0.113.5, ::ffff:10.0.0.2        | 203.0.113.5
              2001:db8:aaaa::1 | 203.0.113.5                        | 203.0.113.5
              2001:db8:aaab::1 | 203.0.113.5                        | 2001:db8:aaab:0:0:0:0:1
            # empty entries are skipped
              10.0.0.1        | ``                                  | 10.0.0.1
              10.0.0.1        | `, ,`                               | 10.0.0.1
              10.0.0.1        | `203.0.113.5, `                     | 203.0.113.5
              10.0.0.1        | `203.0.113.5, , 10.0.0.2`           | 203.0.113.5
            # what cannot be read ends the walk
              10.0.0.1        | unknown                             | 10.0.0.1
              10.0.0.1        | 203.0.113.5, unknown                | 10.0.0.1
              10.0.0.1        | 203.0.113.5, unknown, 10.0.0.2      | 10.0.0.2
              10.0.0.1        | 203.0.113.5, _hidden, 10.0.0.2      | 10.0.0.2
              10.0.0.1        | localhost                           | 10.0.0.1
              10.0.0.1        | 203.0.113                           | 10.0.0.1
              10.0.0.1        | 0203.0.113.5                        | 10.0.0.1
              10.0.0.1        | 203.0.113.5:                        | 10.0.0.1
              10.0.0.1        | 203.0.113.5:123456                  | 10.0.0.1
              10.0.0.1        | [203.0.113.5]                       | 10.0.0.1
              10.0.0.1        | [2001:db8::7                        | 10.0.0.1
              10.0.0.1        | [2001:db8::7%eth0]                  | 10.0.0.1
              10.0.0.1        | "203.0.113.5                        | 10.0.0.1
              10.0.0.1        | "                                   | 10.0.0.1
              10.0.0.1        | 203.0.113.5 10.0.0.2                | 10.0.0.1
              10.0.0.1        | 203.0.113.5;10.0.0.2                | 10.0.0.1
            """)
    void walksFromTheRight(String peer, String fields, String client) {
        Headers.Builder headers = Headers.builder().add("Host", "x");
        Arrays.stream(fields.split(" / ")).forEach(field -> headers.add("x-forwarded-for", field));
        assertEquals(client,
                ClientAddress.of(ip(peer), headers.build(), TRUSTED).getHostAddress());
    }

    @Test
    void isThePeerWithoutTheField() {
        InetAddress peer = ip("10.0.0.1");
        assertSame(peer, ClientAddress.of(peer, Headers.EMPTY, TRUSTED));
    }

    @Test
    void isThePeerWhenNobodyIsTrusted() {
        InetAddress peer = ip("10.0.0.1");
        Headers headers = Headers.of("X-Forwarded-For", "203.0.113.5");
        assertSame(peer, ClientAddress.of(peer, headers, List.of()));
    }

    private static InetAddress ip(String text) {
        return IpLiteral.parse(text).orElseThrow();
    }
}
