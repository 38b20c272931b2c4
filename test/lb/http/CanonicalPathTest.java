package lb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # sent                  | canonical
            # as it is
              /                     | /
              /a                    | /a
              /a/                   | /a/
              /a-b_c~d/e.f          | /a-b_c~d/e.f
              /.well-known/x        | /.well-known/x
              /a..b/..c/d..         | /a..b/..c/d..
              /...                  | /...
              /a+b&c=d@e:f,g!$'()*  | /a+b&c=d@e:f,g!$'()*
            # decoded once
              /%61dmin              | /admin
              /%41                  | /A
              /a%20b                | /a b
              /caf%C3%A9            | /café
              /caf%c3%a9            | /café
              /%F0%9F%90%B1         | /🐱
              /50%25                | /50%
              /%2561                | /%61
              /a%3Fb%23c            | /a?b#c
            # slashes merged
              //                    | /
              //a                   | /a
              /a//b                 | /a/b
              /a///b//              | /a/b/
            # dot segments resolved
              /.                    | /
              /./                   | /
              /a/.                  | /a/
              /a/./b                | /a/b
              /a/..                 | /
              /a/b/..               | /a/
              /a/b/../              | /a/
              /a/b/../c             | /a/c
              /a/b/../../c          | /c
              /a/%2e/b              | /a/b
              /a/x/%2e%2E/b         | /a/b
              /a/x/.%2e/b           | /a/b
              /a//./b               | /a/b
              /a/b//c/../d          | /a/b/d
            # parameters dropped
              /a;x=1                | /a
              /a;x=1/b;y/c          | /a/b/c
              /a;                   | /a
              /a/;x                 | /a/
              /;x/a                 | /a
              /a%3Bx/b              | /a/b
              /a;x%2;y              | `broken escape`
              /a;x/../b             | /b
            # read differently by some
              /a%2Fb                | `encoded slash`
              /a%2fb                | `encoded slash`
              /a%5Cb                | `backslash`
              /a%5cb                | `backslash`
              /a\\b                 | `backslash`
              /a%00                 | `NUL`
              /a%0A                 | `control character`
              /a%0d%0ab             | `control character`
              /a%7F                 | `control character`
              /a%C2%85              | `control character`
              /a%                   | `broken escape`
              /a%2                  | `broken escape`
              /a%zz                 | `broken escape`
              /a%u0061              | `broken escape`
              /a%+1                 | `broken escape`
              /a%٣٣                 | `broken escape`
              /..                   | `path climbs past the root`
              /../a                 | `path climbs past the root`
              /a/../../b            | `path climbs past the root`
              /a/%2e%2e/%2e%2e/b    | `path climbs past the root`
              /%C3                  | `not well-formed UTF-8`
              /%FF                  | `not well-formed UTF-8`
              /%C0%AF               | `not well-formed UTF-8`
              /%C0%AE%C0%AE/a       | `not well-formed UTF-8`
              /%E0%80%AF            | `not well-formed UTF-8`
              /%ED%A0%80            | `not well-formed UTF-8`
              /a/..;/b              | `dot segment with parameters`
              /a/..;x=1/b           | `dot segment with parameters`
              /a/.;/b               | `dot segment with parameters`
              /a/..%3Bx/b           | `dot segment with parameters`
              /a/%2e%2e;x/b         | `dot segment with parameters`
              /a/..%20;x/b          | `dot segment with parameters`
              /a//../b              | `dot segment after an empty one`
              /a//./../b            | `dot segment after an empty one`
              /a/b//c/../../d       | `dot segment after an empty one`
              //..                  | `dot segment after an empty one`
              /a/;/../b             | `dot segment after an empty one`
              /a/%20/../b           | `dot segment after an empty one`
              /a/.../../b           | `dot segment after an empty one`
              /a/..%20/b            | `dot segment with spaces`
              /a/.%20               | `dot segment with spaces`
              /a/.%20./b            | `dot segment with spaces`
              /a#b                  | `query or fragment within the path`
              /a?b                  | `query or fragment within the path`
              `/a b`                | `space that is not encoded`
              /ł                    | `character that is no byte`
              ``                    | `no slash at the beginning`
              a/b                   | `no slash at the beginning`
              *                     | `no slash at the beginning`
              http://x/a            | `no slash at the beginning`
            """)
    void readsPath(String raw, String canonical) {
        assertEquals(canonical, text(CanonicalPath.of(raw, false)));
    }

    @ParameterizedTest(name = "{0} is {1}, where an encoded slash may pass")
    @CsvSource(delimiter = '|', textBlock = """
              /a%2Fb           | /a%2Fb
              /a%2fb           | /a%2Fb
              /a/..%2Fb        | /a/..%2Fb
              /a%2F            | /a%2F
              /a%2F%2e%2e      | /a%2F..
              /a%5Cb           | backslash
              /..%2F           | path climbs past the root
              /a%2F..%2F..%2Fb | path climbs past the root
              /a/%2F../b       | dot segment after an empty one
            """)
    void keepsEncodedSlash(String raw, String canonical) {
        assertEquals(canonical, text(CanonicalPath.of(raw, true)));
    }

    @ParameterizedTest(name = "{0} may be {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # sent                   | readings, canonical first
              /a                     | [/a]
              /a%20b//c/x/..         | [/a b/c/]
              /50%25                 | [/50%]
            # decoded again
              /%2561                 | [/%61, /a]
              /%252561               | [/%2561, /%61, /a]
              /a%252Fb               | [/a%2Fb, /a/b]
              /a%255Cb               | [/a%5Cb, /a\\b, /a/b]
              /a/x/%252e%252e/b      | [/a/x/%2e%2e/b, /a/b]
              /a/x/%255C..%255Cb     | dot segment after an empty one
              /a/x%255C..%255Cb      | [/a/x%5C..%5Cb, /a/x\\..\\b, /a/b]
              /100%25effective       | [/100%effective, /100�fective]
              /caf%C3%A9%2521        | [/café%21, /café!]
            # resolved before it is decoded, or after
              /y/x/%2e%2e/../a       | [/a, /y/x/a]
              /y/x/%252e%252e/../a   | [/y/x/a, /a]
            # with parameters, without, and cut at the first one
              /a;x                   | [/a, /a;x]
              /a;x/b                 | [/a/b, /a;x/b, /a]
              /a%3Bx/b               | [/a/b, /a;x/b, /a]
              /a;x%3By/b             | [/a/b, /a;x;y/b, /a]
              /a%3Bx;y/b             | [/a/b, /a;x;y/b, /a;x/b, /a;x, /a]
              /admin;/../b           | [/b, /admin]
              /a%253Bx               | [/a%3Bx, /a;x, /a]
            # with a query that only decoding brought to light
              /a%3Fb                 | [/a?b, /a]
              /a%23b                 | [/a#b, /a]
              /a%253Fb               | [/a%3Fb, /a?b, /a]
            # nobody means that well
              /%252525252561         | encoded too many times
              /%25252525             | [/%252525, /%2525, /%25, /%]
              /%2525252525           | encoded too many times
              /%252e%252e/a          | path climbs past the root
              /a/..%252F..%252Fb     | path climbs past the root
              /a%2500                | NUL
              /a%250Ab               | control character
              /a%25c0%25afb          | overlong UTF-8
              /a/..%253Bx/b          | dot segment with parameters
              /a//%252e%252e/b       | dot segment after an empty one
            """)
    void knowsLenientReadings(String raw, String readings) {
        assertEquals(readings, readings(CanonicalPath.of(raw, false)));
    }

    @ParameterizedTest(name = "{0} may be {1}, where an encoded slash may pass")
    @CsvSource(delimiter = '|', textBlock = """
              /a%2Fb          | [/a%2Fb, /a/b]
              /a/x%2F..%2Fb   | [/a/x%2F..%2Fb, /a/b]
              /a/x/..%2Fb     | [/a/x/..%2Fb, /a/b]
              /a%2Fb;x        | [/a%2Fb, /a/b;x, /a/b]
            """)
    void knowsLenientReadingsOfEncodedSlash(String raw, String readings) {
        assertEquals(readings, readings(CanonicalPath.of(raw, true)));
    }

    @Test
    void refusesWhatCouldBeReadInTooManyWays() {
        String raw = "/a///;%2F/b/%3F%25253B";
        assertEquals("too many ways to read it", text(CanonicalPath.of(raw, true)));
    }

    @Test
    void takesBytesThatAreNotEncoded() {
        assertEquals("/café", text(CanonicalPath.of("/caf\u00c3\u00a9", false)));
        assertEquals("[/é%61, /éa]", readings(CanonicalPath.of("/\u00c3%A9%2561", false)));
    }

    @ParameterizedTest(name = "{0} costs nothing")
    @ValueSource(strings = {"/", "/a", "/a/", "/v1/users/42/orders.json", "/a..b/c."})
    void givesCanonicalPathBackAsItIs(String raw) {
        CanonicalPath path = assertInstanceOf(CanonicalPath.class, CanonicalPath.of(raw, false));
        assertSame(raw, path.value());
        assertSame(raw, path.readings().get(0));
        assertEquals(1, path.readings().size());
    }

    @ParameterizedTest(name = "reads 8 KiB of \"{0}\" in no time")
    @ValueSource(strings = {"%25", "/..", "/a/..", ";", "/;", "%2e/", "%253B", "%3f;", "//", "%"})
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Some milliseconds.
    void readsLongestPaths(String part) {
        String raw = "/a" + part.repeat(8192 / part.length());
        assertNotNull(CanonicalPath.of(raw, false));
        assertNotNull(CanonicalPath.of(raw, true));
    }

    @Test
    void cannotBeChanged() {
        List<String> readings = new ArrayList<>(List.of("/a"));
        CanonicalPath path = new CanonicalPath("/a", readings);
        readings.add("/b");
        assertEquals(List.of("/a"), path.readings());
        assertThrows(UnsupportedOperationException.class, () -> path.readings().add("/b"));
    }

    @Test
    void isItsOwnFirstReading() {
        assertThrows(IllegalArgumentException.class, () -> new CanonicalPath("/a", List.of()));
        assertThrows(IllegalArgumentException.class, () -> new CanonicalPath("/a", List.of("/b")));
    }

    private static String text(Canonical path) {
        return switch (path) {
            case CanonicalPath plain -> plain.value();
            case Canonical.Ambiguous ambiguous -> ambiguous.reason();
        };
    }

    private static String readings(Canonical path) {
        return path instanceof CanonicalPath plain ? plain.readings().toString() : text(path);
    }
}
