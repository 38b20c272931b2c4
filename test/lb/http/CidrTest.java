package lb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
    @ParameterizedTest(name = "{0} holds {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # block               | address          | in it
              10.0.0.0/8          | 10.0.0.0         | true
              10.0.0.0/8          | 10.255.255.255   | true
              10.0.0.0/8          | 11.0.0.0         | false
              10.0.0.0/8          | 9.255.255.255    | false
              192.168.0.0/20      | 192.168.15.255   | true
              192.168.0.0/20      | 192.168.16.0     | false
              192.0.2.128/25      | 192.0.2.200      | true
              192.0.2.128/25      | 192.0.2.127      | false
              192.0.2.7           | 192.0.2.7        | true
              192.0.2.7           | 192.0.2.6        | false
              192.0.2.7/32        | 192.0.2.7        | true
              192.0.2.6/31        | 192.0.2.7        | true
              0.0.0.0/0           | 203.0.113.9      | true
              0.0.0.0/0           | 2001:db8::1      | false
              128.0.0.0/1         | 127.255.255.255  | false
              128.0.0.0/1         | 128.0.0.0        | true
              2001:db8::/32       | 2001:db8:ffff::1 | true
              2001:db8::/32       | 2001:db9::1      | false
              2001:db8:8000::/33  | 2001:db8:7fff::1 | false
              2001:db8:8000::/33  | 2001:db8:8000::1 | true
              ::1                 | ::1              | true
              ::1                 | ::2              | false
              ::/0                | 2001:db8::1      | true
              ::/0                | 10.0.0.1         | false
              ::/0                | ::ffff:10.0.0.1  | false
              10.0.0.0/8          | ::ffff:10.1.2.3  | true
              ::ffff:10.0.0.0/104 | 10.1.2.3         | true
              ::ffff:10.0.0.0/104 | 11.1.2.3         | false
              ::ffff:0:0/96       | 203.0.113.9      | true
              ::ffff:10.0.0.1     | 10.0.0.1         | true
            """)
    void holdsAddresses(String block, String address, boolean inside) {
        assertEquals(inside, Cidr.parse(block).contains(ip(address)));
    }

    @Test
    void takesMappedAddressOfTheJdkForIPv4() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = -1;
        mapped[12] = 10;
        InetAddress address = Inet6Address.getByAddress(null, mapped, 0);
        assertTrue(Cidr.parse("10.0.0.0/8").contains(address));
        assertFalse(Cidr.parse("::/0").contains(address));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            10.1.2.3/8      | "10.1.2.3/8" is an address within a block; did you mean the block \
            "10.0.0.0/8" or the address "10.1.2.3"?
            192.0.2.7/31    | "192.0.2.7/31" is an address within a block; did you mean the block \
            "192.0.2.6/31" or the address "192.0.2.7"?
            2001:db8::1/32  | "2001:db8::1/32" is an address within a block; did you mean the \
            block "2001:db8::/32" or the address "2001:db8::1"?
            1::/0           | "1::/0" is an address within a block; did you mean the block "::/0" \
            or the address "1::"?
            ::ffff:10.1.0.0/104 | "::ffff:10.1.0.0/104" is an address within a block; did you \
            mean the block "::ffff:10.0.0.0/104" or the address "::ffff:10.1.0.0"?
            10.0.0.0/33     | "10.0.0.0/33" has no prefix length that fits; write a number from 0 \
            to 32 behind the slash, as in 10.0.0.0/8
            10.0.0.0/       | "10.0.0.0/" has no prefix length that fits; write a number from 0 \
            to 32 behind the slash, as in 10.0.0.0/8
            10.0.0.0/08     | "10.0.0.0/08" has no prefix length that fits; write a number from 0 \
            to 32 behind the slash, as in 10.0.0.0/8
            10.0.0.0/-1     | "10.0.0.0/-1" has no prefix length that fits; write a number from 0 \
            to 32 behind the slash, as in 10.0.0.0/8
            10.0.0.0/255.0.0.0 | "10.0.0.0/255.0.0.0" has no prefix length that fits; write a \
            number from 0 to 32 behind the slash, as in 10.0.0.0/8
            10.0.0.0/8/8    | "10.0.0.0/8/8" has no prefix length that fits; write a number from \
            0 to 32 behind the slash, as in 10.0.0.0/8
            ::/129          | "::/129" has no prefix length that fits; write a number from 0 to \
            128 behind the slash, as in 2001:db8::/32
            localhost       | "localhost" is not an IP address or a block of them; write \
            192.0.2.7, 10.0.0.0/8 or 2001:db8::/32 (names are not looked up)
            10.*            | "10.*" is not an IP address or a block of them; write 192.0.2.7, \
            10.0.0.0/8 or 2001:db8::/32 (names are not looked up)
            10/8            | "10/8" is not an IP address or a block of them; write 192.0.2.7, \
            10.0.0.0/8 or 2001:db8::/32 (names are not looked up)
            ``              | "" is not an IP address or a block of them; write 192.0.2.7, \
            10.0.0.0/8 or 2001:db8::/32 (names are not looked up)
            """)
    void refusesWithRemedy(String text, String message) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void findsBlockAmongSeveral() {
        List<Cidr> blocks = List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("::1"));
        assertTrue(Cidr.anyContains(blocks, ip("::1")));
        assertFalse(Cidr.anyContains(blocks, ip("192.0.2.7")));
        assertFalse(Cidr.anyContains(List.of(), ip("10.0.0.1")));
    }

    @Test
    void isEqualWhenItHoldsTheSameAddresses() {
        assertEquals(Cidr.parse("10.0.0.0/8"), Cidr.parse("::ffff:10.0.0.0/104"));
        assertEquals(Cidr.parse("::1").hashCode(), Cidr.parse("0::1/128").hashCode());
        assertNotEquals(Cidr.parse("10.0.0.0/8"), Cidr.parse("10.0.0.0/9"));
        assertNotEquals(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));
    }

    @Test
    void isShownAsItWasWritten() {
        assertEquals("2001:DB8::/32", Cidr.parse("2001:DB8::/32").toString());
    }

    private static InetAddress ip(String text) {
        return IpLiteral.parse(text).orElseThrow();
    }
}
