package lb.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Optional;
import lb.http.Headers;
import lb.http.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriterTest {
    private static final String SERVER = "10.0.0.1:8081";

    @ParameterizedTest(name = "{0} = {1} on ?{2}: ?{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # option          | value          | query            | sent
              param.add.a     | 1              | ``               | a=1
              param.add.a     | 1              | b=%zz&a=2&&      | b=%zz&a=2&&&a=1
              param.set.a     | 1              | x=+&a&y&%61=     | x=+&a=1&y
              param.remove    | a              | a=1&b=%7e&a      | b=%7e
              param.remove    | a , b,x y      | a&b&c&x+y=1      | c
              param.set.from  | {path}         | ``               | from=%2Fp%2520q
              param.set.q     | {query}        | a=1&b            | a=1&b&q=a%3D1%26b
              param.add.ip    | {client-ip}    | ``               | ip=192.0.2.7
              param.add.ä     | ö&x=1          | ``               | %C3%A4=%C3%B6%26x%3D1
              param.add.a     | ``             | ``               | a=
            """)
    void changesParametersAndNoByteOfTheOthers(String option, String value, String query,
            String sent) {
        String target = query.isEmpty() ? "/p%20q" : "/p%20q?" + query;
        assertEquals(sent.isEmpty() ? "/p%20q" : "/p%20q?" + sent,
                Rewrites.target(target, option, value));
    }

    @Test
    void removesThenSetsThenAddsParameters() {
        assertEquals("/?b=2&a=1&a=3", Rewrites.target("/?a=0&b=2",
                "param.add.a", "3", "param.set.a", "1", "param.remove", "a"));
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # option                      | value           | fields
              request.header.add.X-A      | 3               | X-A=1 x-a=2 X-AB=4 Host=h X-A=3
              request.header.set.x-A      | 3               | X-AB=4 Host=h x-A=3
              request.header.set.New      | {method} {path} | X-A=1 x-a=2 X-AB=4 Host=h New=GET_/
              request.header.remove       | x-A             | X-AB=4 Host=h
              request.header.remove       | X-*             | Host=h
              request.header.remove       | x-a*            | Host=h
              request.header.remove       | *b              | X-A=1 x-a=2 Host=h
              request.header.remove       | X-*b            | X-A=1 x-a=2 Host=h
              request.header.remove       | X-A*AB          | X-A=1 x-a=2 X-AB=4 Host=h
              request.header.remove       | x-ab, X-A       | Host=h
              request.header.remove       | *               | Host=h
              request.header.remove       | absent          | X-A=1 x-a=2 X-AB=4 Host=h
            """)
    void changesRequestHeaders(String option, String value, String fields) {
        Request request = Rewrites.get("/", "X-A: 1", "x-a: 2", "X-AB: 4", "Host: h");
        assertEquals(fields, line(Rewrites.apply(request, option, value).headers()));
    }

    @Test
    void removesThenSetsThenAddsHeaders() {
        Request request = Rewrites.get("/", "A: 0", "B: 0");
        assertEquals("A=2 A=3 B=1", line(Rewrites.apply(request, "request.header.add.A", "3",
                "request.header.set.A", "2", "request.header.add.B", "1",
                "request.header.remove", "a, b").headers()));
    }

    @Test
    void keepsFramingFieldsFromAnyPattern() {
        Request request = Rewrites.get("/", "Content-Length: 3", "Content-Type: text/plain",
                "TE: trailers");
        assertEquals("Content-Length=3 TE=trailers",
                line(Rewrites.apply(request, "request.header.remove", "*").headers()));
    }

    @Test
    void letsNoClientWriteASecondHeader() {
        Request request = Rewrites.get("/a\r\nEvil: 1?b\nc");
        Request sent = Rewrites.apply(request, "request.header.set.X-At", "{path}{?query}",
                "cookie.set.at", "{path}", "param.set.at", "{path}");
        assertEquals("X-At=/a%0D%0AEvil:%201?b%0Ac Cookie=at=/a%0D%0AEvil:%201",
                line(sent.headers()));
        assertEquals("b\nc&at=%2Fa%250D%250AEvil%3A%25201", sent.query());
    }

    @ParameterizedTest(name = "{0} = {1} on \"{2}\": \"{3}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # option        | value     | cookies             | sent
              cookie.set.a  | 1         | b="2";c=%zz         | b="2";c=%zz; a=1
              cookie.set.a  | {path}    | a=0; b              | a=/x;%20,y; b
              cookie.remove | a, c      | a=1; b=2; c; a=3    | b=2
              cookie.remove | a         | a=1                 | ``
              cookie.remove | A         | a=1                 | a=1
            """)
    void changesCookies(String option, String value, String cookies, String sent) {
        // A path may hold ; and , which a cookie may not.
        String path = value.equals("{path}") ? "/x; ,y" : "/";
        Headers changed = Rewrites.apply(Rewrites.get(path, "Cookie: " + cookies), option,
                value).headers();
        String expected = sent.replace("/x;%20,y", "/x%3B%2520%2Cy").replace("%2520", "%20");
        assertEquals(sent.isEmpty() ? Optional.empty() : Optional.of(expected),
                changed.first("Cookie"));
    }

    @Test
    void removesTheHeaderCookieBeforeItSetsCookies() {
        Request request = Rewrites.get("/", "Cookie: a=1");
        assertEquals("Cookie=b=2", line(Rewrites.apply(request,
                "cookie.set.b", "2", "request.header.remove", "Cookie").headers()));
    }

    @Test
    void leavesSeveralCookieLinesAloneWhereNoCookieIsRemoved() {
        Request request = Rewrites.get("/", "Cookie: a=1", "Cookie: b=2");
        assertSame(request, Rewrites.apply(request, "cookie.remove", "c"));
    }

    @ParameterizedTest(name = "{0} = {1}: {2} before, {3} after a server is chosen")
    @CsvSource(delimiter = '|', textBlock = """
            # option                | value                 | before                | after
              host                  | keep                  | Shop.Example.COM:8080 | as before
              host                  | server                | Shop.Example.COM:8080 | 10.0.0.1:8081
              request.header.remove | Host                  | Shop.Example.COM:8080 | 10.0.0.1:8081
              request.header.remove | X-*, host             | Shop.Example.COM:8080 | 10.0.0.1:8081
              host                  | in.example            | in.example            | as before
              host                  | in.example:81         | in.example:81         | as before
              host                  | [::1]:81              | [::1]:81              | as before
              host                  | {route}.{host}:81     | api.shop.example.com:81 | as before
              host                  | {server}              | Shop.Example.COM:8080 | 10.0.0.1:8081
            """)
    void changesHost(String option, String value, String before, String after) {
        Rewrite rewrite = Rewrites.rewrite(option, value);
        Request request = Rewrites.get("/", "Host: Shop.Example.COM:8080");
        Request rewritten = Rewriter.apply(rewrite, request, "api");
        assertEquals(before, rewritten.authority());
        assertEquals(Optional.of(before), rewritten.headers().first("Host"));
        Request sent = Rewriter.applyServer(rewrite, rewritten, request, "api", SERVER);
        String expected = after.equals("as before") ? before : after;
        assertEquals(expected, sent.authority());
        assertEquals(Optional.of(expected), sent.headers().first("Host"));
    }

    @Test
    void fillsInTheServerWhenItIsKnownAndInOrder() {
        Rewrite rewrite = Rewrites.rewrite("request.header.set.X-A", "{server}",
                "request.header.add.X-A", "b", "request.header.remove", "X-C",
                "path.prepend", "/{server}", "path.replace", "^/10[.]0 -> /ten", "host", "h");
        Request request = Rewrites.get("/x?y", "X-A: a", "X-C: c");
        Request rewritten = Rewriter.apply(rewrite, request, "api");
        assertEquals("/x?y", rewritten.target());
        assertEquals("h", rewritten.authority());
        assertEquals(request.headers(), rewritten.headers());
        Request first = Rewriter.applyServer(rewrite, rewritten, request, "api", SERVER);
        assertEquals("/ten.0.1:8081/x?y", first.target());
        assertEquals("X-A=10.0.0.1:8081 X-A=b", line(first.headers()));
        Request retry = Rewriter.applyServer(rewrite, rewritten, request, "api", "[::1]:1");
        assertEquals("/%5B::1%5D:1/x?y", retry.target());
    }

    @Test
    void takesVariablesFromWhatTheClientSent() {
        Request sent = Rewrites.apply(Rewrites.get("/api/x?a=1"), "path.strip", "/api",
                "param.remove", "a",
                "host", "in.example", "request.header.set.X-From", "{host}{path}{?query}");
        assertEquals("/x", sent.target());
        assertEquals("X-From=shop.example.com/api/x?a=1", line(sent.headers()));
    }

    @Test
    void leavesTheCanonicalPathAlone() {
        Request request = Rewrites.get("/api/x");
        assertSame(request.canonical(), Rewrites.apply(request, "path.strip", "/api").canonical());
    }

    @Test
    void changesResponses() {
        Rewrite rewrite = Rewrites.rewrite("response.header.remove", "Server, X-Powered-*",
                "response.header.set.Cache-Control", "no-store",
                "response.header.add.Set-Cookie", "via={server}; Path=/",
                "request.header.set.X-Request-Only", "1");
        Headers response = Headers.of("Server", "x", "Set-Cookie", "a=1", "X-Powered-By", "y",
                "cache-control", "public");
        assertEquals("Set-Cookie=a=1 Cache-Control=no-store Set-Cookie=via=10.0.0.1:8081;_Path=/",
                line(Rewriter.applyResponse(rewrite, response, Rewrites.get("/"), "api", SERVER)));
    }

    @Test
    void givesBackTheSameObjectsWhereNothingChanges() {
        Request request = Rewrites.get("/a/../b?c", "A: 1");
        assertSame(request, Rewriter.apply(Rewrite.NONE, request, "api"));
        assertSame(request, Rewriter.applyServer(Rewrite.NONE, request, request, "api", SERVER));
        assertSame(request.headers(), Rewriter.applyResponse(Rewrite.NONE, request.headers(),
                request, "api", SERVER));
        Rewrite noServer = Rewrites.rewrite("param.add.a", "1", "response.header.set.A", "2");
        assertSame(request, Rewriter.applyServer(noServer, request, request, "api", SERVER));
        assertNotSame(request, Rewriter.apply(noServer, request, "api"));
    }

    /** Fields in one line; blanks within values as {@code _}. */
    private static String line(Headers headers) {
        return headers.toString().strip().replace(": ", "=").replace(' ', '_').replace('\n', ' ');
    }
}
