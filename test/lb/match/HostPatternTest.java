package lb.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lb.testing.Requests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternTest {
    @ParameterizedTest(name = "{0} matches Host {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # pattern             | Host                    | answer
              shop.example.com    | shop.example.com        | YES
              shop.example.com    | SHOP.Example.COM        | YES
              Shop.Example.Com    | shop.example.com        | YES
              shop.example.com    | shop.example.com:8080   | YES
              shop.example.com    | shop.example.com.       | YES
              shop.example.com    | shop.example.com.:8080  | YES
              shop.example.com.   | shop.example.com        | YES
              shop.example.com    | example.com             | NO
              shop.example.com    | a.shop.example.com      | NO
              shop.example.com    | shop.example.com.evil   | NO
              shop.example.com    | ``                      | NO
              localhost           | localhost:8080          | YES
              my_host             | my_host                 | YES
              127.0.0.1           | 127.0.0.1:80            | YES
              [::1]               | [::1]:8080              | YES
              [::1]               | [::1]                   | YES
              *.example.com       | shop.example.com        | YES
              *.example.com       | a.b.example.com         | YES
              *.example.com       | A.B.EXAMPLE.com.:443    | YES
              *.Example.com       | shop.example.com        | YES
              *.example.com       | example.com             | NO
              *.example.com       | .example.com            | NO
              *.example.com       | badexample.com          | NO
              *.example.com       | shop.example.com.evil   | NO
              ~^www[0-9]+[.]      | www12.example.com       | YES
              ~^www[0-9]+[.]      | www.example.com         | NO
              ~^WWW[.]            | www.example.com         | YES
              ~ ^www[.]           | www.example.com         | YES
              ~example            | my.example.com          | YES
              ~com$               | example.com:8080        | YES
            """)
    void matchesHost(String pattern, String authority, Answer answer) {
        String host = Requests.get("/", "Host: " + authority).host();
        assertEquals(answer, HostPattern.parse(pattern).matches(host));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            shop.example.com:8080   | "shop.example.com:8080" has a port, which is ignored when \
            hosts are compared; did you mean "shop.example.com"?
            *.example.com:443       | "*.example.com:443" has a port, which is ignored when hosts \
            are compared; did you mean "*.example.com"?
            [::1]:80                | "[::1]:80" has a port, which is ignored when hosts are \
            compared; did you mean "[::1]"?
            ::1                     | "::1" lacks the brackets of an IPv6 address; did you mean \
            "[::1]"?
            *                       | "*" is not a host; leave host out to match every host
            .example.com            | ".example.com" begins with a dot; did you mean \
            "*.example.com"?
            www.*                   | "www.*" has a * in another place than the first label; \
            write *.example.com or a regex, as in ~^www[.]
            *example.com            | "*example.com" has a * in another place than the first \
            label; write *.example.com or a regex, as in ~^www[.]
            *.*.com                 | "*.*.com" has a * in another place than the first label; \
            write *.example.com or a regex, as in ~^www[.]
            bücher.example          | "bücher.example" is not written as it is sent; did you mean \
            "xn--bcher-kva.example"?
            *.bücher.example        | "*.bücher.example" is not written as it is sent; did you \
            mean "*.xn--bcher-kva.example"?
            http://shop.example.com | "http://shop.example.com" is not a host; write its name \
            alone, as in shop.example.com
            shop.example.com/a      | "shop.example.com/a" is not a host; write its name alone, \
            as in shop.example.com
            ..a                     | "..a" is not a host; write its name alone, as in \
            shop.example.com
            a..b                    | "a..b" is not a host; write its name alone, as in \
            shop.example.com
            *.                      | "*." is not a host; write its name alone, as in \
            shop.example.com
            [shop]                  | "[shop]" is not a host; write its name alone, as in \
            shop.example.com
            ~(                      | the regex is broken at character 2: unclosed group
            """)
    void refusesWithRemedy(String pattern, String message) {
        var refused = assertThrows(IllegalArgumentException.class,
                () -> HostPattern.parse(pattern));
        assertEquals(message, refused.getMessage());
    }

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({"Shop.Example.com., shop.example.com", "*.Example.com, *.example.com",
        "~ ^www[.], ~^www[.]"})
    void isShownAsItIsCompared(String pattern, String shown) {
        assertEquals(shown, HostPattern.parse(pattern).toString());
    }
}
