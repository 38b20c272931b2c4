package lb.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lb.match.Regex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathChangeTest {
    @ParameterizedTest(name = "strip {0} off {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # strip    | target              | sent
              /api     | /api/x              | /x
              /api     | /api                | /
              /api     | /api/               | /
              /api     | /api?a=1            | /?a=1
              /api/    | /api/x              | /x
              /api     | /apis/x             | /apis/x
              /api     | /API/x              | /API/x
              /api     | /x/api              | /x/api
              /api     | /                   | /
              /a/b     | /a/b/c/d            | /c/d
              /a/b     | /a/bc               | /a/bc
              /a/b     | /a                  | /a
            # What remains keeps its bytes …
              /api     | /api/%7ex;v=1//%C3y/ | /%7ex;v=1//%C3y/
              /api     | /api/x%2Fy          | /x%2Fy
            # … where the prefix is spelled another way, as far as the plain spelling does.
              /api     | /%61pi/x            | /x
              /api     | /%61pi/%7ex%2Fy     | /~x%2Fy
              /api     | /api;v=1/x          | /x
              /api     | //api/x             | /x
              /api     | /./api/x            | /x
              /api     | /%2e/api/x          | /x
              /api     | /z/../api/x/        | /x/
              /a b     | /a%20b/x            | /x
              /a%20b   | /a%20b/x            | /x
              /é       | /%c3%a9/x           | /x
              /a!      | /a%21/x             | /x
            # A prefix that the path leaves again is none.
              /api     | /api/../x           | /api/../x
              /api     | /api/%2e%2E/x       | /api/%2e%2E/x
              /api     | /api%2Fx            | /api%2Fx
            # Two slashes at the front would be a host.
              /api     | /api//evil.example/ | /evil.example/
              /api     | /api///x            | /x
            """)
    void stripsOnSegmentBorders(String strip, String target, String sent) {
        assertEquals(sent, Rewrites.target(target, "path.strip", strip));
    }

    @ParameterizedTest(name = "prepend {0} to {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # prepend      | target            | sent
              /v2          | /x                | /v2/x
              /v2/         | /x                | /v2/x
              /v2          | /                 | /v2/
              /v2          | /%7e;a//b?c=%zz   | /v2/%7e;a//b?c=%zz
              /            | /x                | /x
              /a b/é       | /x                | /a%20b/%C3%A9/x
              /a%20b       | /x                | /a%20b/x
              /{host}      | /x                | /shop.example.com/x
              /q/{query}   | /x?a=?%zz         | /q/a=%3F%25zz/x?a=?%zz
              /{{x}        | /x                | /%7Bx%7D/x
              /v2          | /a/../b           | /v2/b
              /v2          | /a/%2e%2e/%2e%2e/ | /v2/
            """)
    void prepends(String prepend, String target, String sent) {
        assertEquals(sent, Rewrites.target(target, "path.prepend", prepend));
    }

    @ParameterizedTest(name = "replace {0} in {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # replace                        | target             | sent
              ^/old/(.*)$ -> /new/$1         | /old/a/b?x=1       | /new/a/b?x=1
              ^/old/(.*)$ -> /new/$1         | /older             | /older
              ^/old/(.*)$ -> /new/$1         | /old/%7e;v=%2F     | /new/%7e;v=%2F
              ^/old/(.*)$ -> /new/$1         | /%6fld/a%20b       | /new/a%20b
              ^/old/(.*)$ -> /new/$1         | /x/../old/a        | /new/a
              v1 -> v2                       | /v1                | /v2
              v1 -> v2                       | /v1/v1             | /v2/v2
              (.*) -> /x$1                   | /a                 | /x/a
              /([^/]+)/([^/]+) -> /$2/$1/$0  | /a/b               | /b/a//a/b
              ^/a(/b)?(/c)? -> /x$1$2        | /a/c               | /x/c
              ^/old ->                       | /old/x             | /x
              ^/old ->                       | /old               | /
              ^/$ -> /index.html             | /                  | /index.html
              ^ -> /{route}                  | /x                 | /api/x
              ^/u/([0-9]{2}) -> /$$$1        | /u/42              | /$42
              (?i)^/OLD -> /new              | /oLd/x             | /new/x
              ^/x -> /ä b                    | /x                 | /%C3%A4%20b
              ^/x   ->   /y                  | /x                 | /y
            # A ? begins parameters that go first; at the end it drops those sent.
              ^/p/(.*)$ -> /p?id=$1          | /p/7               | /p?id=7
              ^/p/(.*)$ -> /p?id=$1          | /p/7?x=%zz         | /p?id=7&x=%zz
              ^/p/(.*)$ -> /p?id=$1?         | /p/7?x=1           | /p?id=7
              ^/p/(.*)$ -> /p?               | /p/7?x=1           | /p
              ^/p/(.*)$ -> /p?id=$1          | /q?x=1             | /q?x=1
              ^/p/(.*)$ -> /p?id=$1          | /p/a&b=c+d%20e;f   | /p?id=a%26b%3Dc%2Bd%20e%3Bf
              ^/p -> /p?at={path}&ä={query}& | /p/a&b?c=d&e       | \
            /p/a&b?at=/p/a%26b&%C3%A4=c=d&e&&c=d&e
            """)
    void replacesWhatThePatternMatches(String replace, String target, String sent) {
        assertEquals(sent, Rewrites.target(target, "path.replace", replace));
    }

    @ParameterizedTest(name = "{0} = {1} on {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # option      | value                        | target            | sent
              path.replace | ^/go/(.*)$ -> /$1           | /go//evil.example | /evil.example
              path.replace | ^/go/(.*)$ -> $1            | /go/evil.example  | /evil.example
              path.replace | ^/go(.*)$ -> $1$1           | /go/              | //
              path.replace | ^/old(.*)$ -> /base/files$1 | /old/a/../../x    | /old/a/../../x
              path.replace | ^/a(.*)$ -> /base/.$1       | /a./etc           | /base/etc
              path.replace | ^/a(.*)$ -> /base/.$1       | /a%2e/etc         | /base/etc
              path.replace | ^/a(.*)$ -> /base/.$1       | /a.;v=1/etc       | /base/etc
              path.replace | ^/a(.*)$ -> /base/.$1       | /a.               | /base
              path.replace | ^/a/(.*)$ -> /base/.$1      | /a/./b            | /base/.b
              path.replace | x ->                        | /a/.x./b          | /a/b
              path.replace | x ->                        | /a/b/..x          | /a/b
              path.prepend | /base{path}                 | /a/../b           | /base/a/b/b
              path.strip   | /api                        | /api//../x        | /api//../x
            """)
    void leadsNeitherToAHostNorOutOfAFolder(String option, String value, String target,
            String sent) {
        String rewritten = Rewrites.target(target, option, value);
        assertEquals(sent.equals("//") ? "/" : sent, rewritten);
    }

    @Test
    void givesUpAPatternThatWouldRunForEver() {
        long givenUp = Regex.givenUp();
        String path = "/" + "a".repeat(5_000) + "!";
        assertEquals(path, Rewrites.target(path, "path.replace", "^/(a|aa)+$ -> /b"));
        assertEquals(givenUp + 1, Regex.givenUp());
    }

    @Test
    void stripsThenPrependsThenReplacesWhateverTheFilesOrder() {
        assertEquals("/v2/B/c", Rewrites.target("/a/b/c", "path.replace", "/b/ -> /B/",
                "path.prepend", "/v2", "path.strip", "/a"));
    }

    @Test
    void putsAPrefixBeforeTheRootThatStrippingLeaves() {
        assertEquals("/v2/", Rewrites.target("/api", "path.strip", "/api", "path.prepend", "/v2"));
    }
}
