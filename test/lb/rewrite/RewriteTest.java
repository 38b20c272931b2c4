package lb.rewrite;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewriteTest {
    @ParameterizedTest(name = "{0} = {1} is refused: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # option                    | value | message
              path.stripp               | /a    | there is no rewrite option "path.stripp"; did \
            you mean "path.strip"?
              request.header.sett.X-A   | 1     | there is no rewrite option \
            "request.header.sett.X-A"; did you mean "request.header.set.NAME"?
              request.header.add        | 1     | there is no rewrite option "request.header.add"; \
            did you mean "request.header.add.NAME"?
              request.header.set.       | 1     | there is no rewrite option \
            "request.header.set."; did you mean "request.header.set.NAME"?
              cookie.add.a              | 1     | there is no rewrite option "cookie.add.a"; did \
            you mean "cookie.set.NAME"?
              params.set.a              | 1     | there is no rewrite option "params.set.a"; did \
            you mean "param.set.NAME"?
              param.remove.a            | x     | param.remove takes no name; write \
            param.remove = a
              x                         | 1     | there is no rewrite option "x"; the options are: \
            request.header.add.NAME, request.header.set.NAME, request.header.remove, \
            response.header.add.NAME, response.header.set.NAME, response.header.remove, \
            param.add.NAME, param.set.NAME, param.remove, cookie.set.NAME, cookie.remove, \
            path.strip, path.prepend, path.replace, host
            """)
    void refusesUnknownOptions(String option, String value, String message) {
        assertEquals(message, refusal(option, value));
    }

    @ParameterizedTest(name = "{0} = {1} is refused: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # option                    | value | message
              request.header.set.X A    | 1     | "X A" cannot be a header's name; write letters, \
            digits and -, as in X-Debug
              response.header.add.X:    | 1     | "X:" cannot be a header's name; write letters, \
            digits and -, as in X-Debug
              request.header.remove     | é     | "é" cannot be a header's name; write letters, \
            digits and -, as in X-Debug
              request.header.set.X-*    | 1     | "X-*" does not name one header; a * is for \
            remove only
              request.header.remove     | *-A-* | "*-A-*" has several *; one is allowed, as in \
            X-Debug-*
              request.header.remove     | A,,B  | a name is missing; write names with commas \
            between them
              param.remove              | ``    | a name is missing; write names with commas \
            between them
              request.header.set.host   | a     | a request has one Host, which has an option of \
            its own; write rewrite.host = …
              request.header.add.Host   | a     | a request has one Host, which has an option of \
            its own; write rewrite.host = …
              response.header.set.date  | x     | a route cannot change Date: the server inside lb \
            writes its own into every response; leave this out
              response.header.remove    | Date  | a route cannot change Date: the server inside lb \
            writes its own into every response; leave this out
              request.header.set.A      | é     | a header's value holds ASCII only, without \
            control characters; percent-encode the rest
              request.header.set.A      | {x}   | there is no variable "{x}"; the variables are: \
            {client-ip}, {host}, {method}, {path}, {query}, {?query}, {scheme}, {request-id}, \
            {route}, {server}
              cookie.set.a b            | 1     | "a b" cannot be a cookie's name; write letters, \
            digits, - and _
              cookie.remove             | a;b   | "a;b" cannot be a cookie's name; write letters, \
            digits, - and _
              cookie.set.a              | b; c  | a cookie's value holds no blanks, quotes, \
            commas, semicolons, backslashes and nothing beyond ASCII; percent-encode them, as in \
            a%20b
              host                      | http://a | "http://a" is no host; write keep, server, or \
            a name as in shop.example.com or shop.example.com:8080
              host                      | a b   | "a b" is no host; write keep, server, or \
            a name as in shop.example.com or shop.example.com:8080
              host                      | {path} | a Host cannot hold {path}; only {host}, {route} \
            and {server}
            """)
    void refusesNamesAndValuesThatCannotBeSent(String option, String value, String message) {
        assertEquals(message, refusal(option, value));
    }

    @ParameterizedTest(name = "no route changes {0}")
    @ValueSource(strings = {"Connection", "transfer-encoding", "Content-Length", "Upgrade", "TE",
            "Trailer", "Keep-Alive", "Proxy-Connection", "Expect", "HTTP2-Settings"})
    void refusesFieldsThatBelongToAConnection(String name) {
        String message = "a route cannot change " + name + ", which belongs to each connection: lb"
                + " writes its own; leave this out";
        assertEquals(message, refusal("request.header.add." + name, "x"));
        assertEquals(message, refusal("request.header.set." + name, "x"));
        assertEquals(message, refusal("request.header.remove", name));
        assertEquals(message, refusal("response.header.add." + name, "x"));
        assertEquals(message, refusal("response.header.set." + name, "x"));
        assertEquals(message, refusal("response.header.remove", name));
    }

    @ParameterizedTest(name = "a header cannot hold the character {0}")
    @ValueSource(ints = {0, '\r', '\n', 0x7F, 0x80, 0xE9, 0x2028})
    void refusesControlCharactersInHeaders(int c) {
        refusal("request.header.set.A", "a" + Character.toString(c) + "Evil: 1");
        refusal("cookie.set.a", "a" + Character.toString(c));
    }

    @ParameterizedTest(name = "{0} = {1} is refused: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # option       | value          | message
              path.strip   | api            | a path begins with /; write /api
              path.prepend | v2             | a path begins with /; write /v2
              path.prepend | {path}         | a path begins with /; write /{path}
              path.strip   | /              | every path begins with /, and keeps it; name what \
            follows, as in /api
              path.strip   | /{host}        | path.strip takes no variables; for what differs from \
            request to request write path.replace = ^/[^/]*(/.*)?$ -> $1
              path.prepend | /a/../b        | a path cannot hold the steps . and ..; write the \
            path that they lead to
              path.prepend | /a/%2e%2e      | a path cannot hold the steps . and ..; write the \
            path that they lead to
              path.replace | a -> /../b     | a path cannot hold the steps . and ..; write the \
            path that they lead to
              path.prepend | /a?b=1         | a path ends before ? and #; for the query there are \
            param.add, param.set and param.remove
              path.strip   | /a#b           | a path ends before ? and #; for the query there are \
            param.add, param.set and param.remove
              path.prepend | /a{?query}     | {?query} has no place in a path: the query is kept \
            anyway; leave it out
              path.replace | a -> b{?query} | {?query} has no place in a path: the query is kept \
            anyway; leave it out
              path.prepend | /a\\b          | a path is written with /, not with \\
              path.replace | /old /new      | write a pattern and a replacement with " -> " \
            between them, as in ^/old/(.*)$ -> /new/$1
              path.replace | /old->/new     | write a pattern and a replacement with " -> " \
            between them, as in ^/old/(.*)$ -> /new/$1
              path.replace | a -> b -> c    | write a pattern and a replacement with " -> " \
            between them, as in ^/old/(.*)$ -> /new/$1
              path.replace | -> /new        | write a pattern and a replacement with " -> " \
            between them, as in ^/old/(.*)$ -> /new/$1
              path.replace | (a -> b        | the regex is broken at character 3: unclosed group
              path.replace | a -> $1        | there is no group $1; the pattern has none: put what \
            is to be kept in ( )
              path.replace | (a) -> $1$2    | there is no group $2; the pattern has only 1
              path.replace | (a) -> $x      | a digit must follow $, as in $1; for a dollar sign \
            write $$
              path.replace | (a) -> b$      | a digit must follow $, as in $1; for a dollar sign \
            write $$
              path.replace | ^/ -> http://b | a path cannot be replaced by a URL; to send clients \
            there give the route redirect = 302 http://b
              path.replace | ^/ -> /{hosts} | there is no variable "{hosts}"; did you mean "{host}"?
            """)
    void refusesPathsThatLeadNowhere(String option, String value, String message) {
        assertEquals(message, refusal(option, value));
    }

    @Test
    void refusesOneHeaderSetTwice() {
        Rewrite.Builder builder = Rewrite.builder().add("request.header.set.X-A", "1");
        assertEquals("x-a is set already: upper and lower case are the same in a header's name;"
                + " keep one", assertThrows(IllegalArgumentException.class,
                () -> builder.add("request.header.set.x-a", "2")).getMessage());
    }

    @Test
    void refusesTwoOpinionsAboutHost() {
        String message = "request.header.remove = Host means host = server, and host says"
                + " otherwise; keep one of them";
        Rewrite.Builder removed = Rewrite.builder().add("request.header.remove", "Host");
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> removed.add("host", "keep")).getMessage());
        Rewrite.Builder given = Rewrite.builder().add("host", "a.example");
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> given.add("request.header.remove", "host")).getMessage());
        assertDoesNotThrow(() -> Rewrite.builder().add("host", "server")
                .add("request.header.remove", "Host"));
    }

    private static String refusal(String option, String value) {
        return assertThrows(IllegalArgumentException.class,
                () -> Rewrite.builder().add(option, value)).getMessage();
    }
}
