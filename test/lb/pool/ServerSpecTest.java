package lb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import java.util.Random;
import lb.tls.ServerTls;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSpecTest {
    @ParameterizedTest(name = "reads {0}")
    @CsvSource(delimiter = '|', textBlock = """
            # written                         | scheme | host         | port | w | max | options
            apple:8080                        | http   | apple        | 8080 | 1 | 0   | ''
            http://apple:80                   | http   | apple        | 80   | 1 | 0   | ''
            HTTPS://Apple.Example.COM:443     | https  | apple.example.com | 443 | 1 | 0 | ''
            10.0.0.7:1                        | http   | 10.0.0.7     | 1    | 1 | 0   | ''
            255.255.255.255:65535             | http   | 255.255.255.255 | 65535 | 1 | 0 | ''
            [::1]:8080                        | http   | ::1          | 8080 | 1 | 0   | ''
            https://[2001:DB8::7]:8443        | https  | 2001:db8::7  | 8443 | 1 | 0   | ''
            [::ffff:10.0.0.7]:80              | http   | ::ffff:10.0.0.7 | 80 | 1 | 0  | ''
            a-b.c-d.example.:80               | http   | a-b.c-d.example. | 80 | 1 | 0 | ''
            9lives:80                         | http   | 9lives       | 80   | 1 | 0   | ''
            dns:53                            | http   | dns          | 53   | 1 | 0   | ''
            a:80 weight=5                     | http   | a            | 80   | 5 | 0   | ''
            a:80 weight=0                     | http   | a            | 80   | 0 | 0   | ''
            a:80 max=100 weight=65535         | http   | a            | 80   | 65535 | 100 | ''
            '  a:80   backup  drain  max=1 '  | http   | a            | 80   | 1 | 1   | backup drain
            a:80 drain                        | http   | a            | 80   | 1 | 0   | drain
            """)
    void reads(String text, String scheme, String host, int port, int weight, int max,
            String options) {
        Optional<ServerTls> tls = scheme.equals("https") ? Optional.of(ServerTls.SYSTEM.at(host))
                : Optional.empty();
        assertEquals(new ServerSpec(tls, host, port, weight, max, options.contains("backup"),
                options.contains("drain")), ServerSpec.parse(text));
    }

    @ParameterizedTest(name = "refuses {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                   | there is no server here; write host:port
            apple                | "apple" has no port; write "apple:80"
            https://apple        | "apple" has no port; write "apple:443"
            [::1]                | "[::1]" has no port; write "[::1]:80"
            8080                 | "8080" has no host; write "127.0.0.1:8080"
            :8080                | ":8080" has no host; write "127.0.0.1:8080"
            ftp://a:21           | there is no scheme "ftp"; write http:// or https://
            http://a:80/path     | a server has no path; write "a:80", and the path into a route's rewrite.path.prepend
            a:80/                | a server has no path; write "a:80", and the path into a route's rewrite.path.prepend
            me:secret@a:80       | a server has no user name; write "a:80"
            a:0                  | port 0 is out of range; write 1 to 65535
            a:65536              | port 65536 is out of range; write 1 to 65535
            a:99999999999        | port 99999999999 is out of range; write a smaller one
            a:http               | port "http" is no number; write host:8080
            a:                   | port "" is no number; write host:8080
            a:-1                 | port "-1" is no number; write host:8080
            a:٣                  | port "٣" is no number; write host:8080
            ::1:80               | an IPv6 address stands in brackets; write "[::1]:80"
            [::1:80              | "[::1:80" lacks a closing bracket; write [2001:db8::7]:8080
            [::g]:80             | "::g" is no IPv6 address; write [2001:db8::7]
            [1::2::3]:80         | "1::2::3" is no IPv6 address; write [2001:db8::7]
            [10.0.0.7]:80        | "10.0.0.7" is no IPv6 address; write [2001:db8::7]
            [fe80::1%eth0]:80    | "fe80::1%eth0" is no IPv6 address; write [2001:db8::7]
            my_app:80            | "my_app" has an underscore, which a host name may not have (RFC 1123); write its address, or give it a name with a hyphen
            münchen.de:80        | "münchen.de" is not ASCII; write "xn--mnchen-3ya.de"
            256.1.1.1:80         | "256.1.1.1" is no IPv4 address; write 10.0.0.7
            1.2.3:80             | "1.2.3" is no IPv4 address; write 10.0.0.7
            10.0.0.7.:80         | "10.0.0.7." is no IPv4 address; write 10.0.0.7
            010.0.0.7:80         | "010.0.0.7" is no IPv4 address; write 10.0.0.7
            a..b:80              | "a..b" is no host name: its parts are letters, digits and hyphens, at most 63, with no hyphen at the ends
            -a:80                | "-a" is no host name: its parts are letters, digits and hyphens, at most 63, with no hyphen at the ends
            a-.b:80              | "a-.b" is no host name: its parts are letters, digits and hyphens, at most 63, with no hyphen at the ends
            a!b:80               | "a!b" is no host name: its parts are letters, digits and hyphens, at most 63, with no hyphen at the ends
            a.1b:80              | "a.1b" is no host name: its last part begins with a letter
            a:80 weight=65536    | weight 65536 is out of range; write 0 to 65535
            a:80 weight=-1       | weight "-1" is no number; write weight=3
            a:80 weight=         | weight "" is no number; write weight=3
            a:80 weight=1.5      | weight "1.5" is no number; write weight=3
            a:80 max=many        | max "many" is no number; write max=3
            a:80 weight 3        | "weight" is no option of a server; the options are weight=N, max=N, backup and drain
            a:80 wieght=3        | "wieght=3" is no option of a server; the options are weight=N, max=N, backup and drain
            a:80 backup=on       | "backup=on" is no option of a server; the options are weight=N, max=N, backup and drain
            a:80 weight=1 weight=2 | "weight" stands twice; write it once
            a:80 drain drain     | "drain" stands twice; write it once
            """)
    void refuses(String text, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> ServerSpec.parse(text)).getMessage());
    }

    @Test
    void refusesNamesLongerThanDnsCarries() {
        String label = "a".repeat(63);
        String most = label + "." + label + "." + label + "." + "a".repeat(61);
        assertEquals(253, ServerSpec.parse(most + ":80").host().length());
        assertThrows(IllegalArgumentException.class, () -> ServerSpec.parse(most + "a:80"));
        assertThrows(IllegalArgumentException.class, () -> ServerSpec.parse(label + "a:80"));
    }

    @ParameterizedTest(name = "{0} is called {1}")
    @CsvSource({"a:80 weight=3, a:80", "https://[::1]:443, [::1]:443"})
    void hasANameThatLooksLikeWhatWasWritten(String text, String name) {
        assertEquals(name, ServerSpec.parse(text).name());
    }

    /** What passes must fit into a URI, or every request to the server would fail. */
    @RepeatedTest(20)
    void readsNothingThatAUriCannotCarry() {
        Random random = new Random();
        String letters = "abz019-.:[]_%@/ ~é";
        int read = 0;
        for (int i = 0; i < 2000; i++) {
            String text = random.ints(random.nextInt(1, 9), 0, letters.length())
                    .mapToObj(at -> letters.substring(at, at + 1))
                    .reduce("", String::concat) + ":80";
            try {
                ServerSpec spec = ServerSpec.parse(text);
                assertNotNull(URI.create("http://" + spec.name() + "/").getHost(), text);
                read++;
            } catch (IllegalArgumentException refused) {
                assertTrue(refused.getMessage().contains("write ")
                        || refused.getMessage().contains("is no ")
                        || refused.getMessage().contains("begins with"), refused.getMessage());
            }
        }
        assertTrue(read > 0, "the letters make no host name at all");
    }
}
