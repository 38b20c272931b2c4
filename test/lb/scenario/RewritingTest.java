package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lb.testing.Backend;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rewrite of the contract, seen where it has its effect: at the server, or at the client. */
final class RewritingTest extends Scenario {
    /** Starts lb with a route that changes this much. */
    private Backend rewriting(String... rewrites) {
        Backend a = backend("a");
        StringBuilder text = new StringBuilder("pool.web.servers = ${a}\nroute.r.pool = web\n");
        for (String rewrite : rewrites) {
            text.append("route.r.rewrite.").append(rewrite).append('\n');
        }
        start(text.toString());
        return a;
    }

    @ParameterizedTest(name = "{0}: server sees {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # rewrite                                   | X-A        | X-B
            request.header.add.X-A = two                | [one, two] | [b]
            request.header.add.X-C = new                | [one]      | [b]
            request.header.set.X-A = two                | [two]      | [b]
            request.header.set.x-a = {method} {path}    | [GET /p/q] | [b]
            request.header.remove = X-A                 | []         | [b]
            request.header.remove = x-a, X-B            | []         | []
            request.header.remove = X-*                 | []         | []
            """)
    void changesRequestHeaders(String rewrite, String first, String second) {
        Backend a = rewriting(rewrite);
        get("/p/q").header("X-A", "one").header("X-B", "b").send();
        assertEquals(first, a.request().headers().all("X-A").toString());
        assertEquals(second, a.request().headers().all("X-B").toString());
    }

    @ParameterizedTest(name = "{0}: client sees {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # rewrite                                   | Set-Cookie | X-B
            response.header.add.Set-Cookie = c=3        | [a=1, b=2, c=3] | [b]
            response.header.set.Set-Cookie = c=3        | [c=3]           | [b]
            response.header.remove = Set-Cookie         | []              | [b]
            response.header.remove = X-B, set-*         | []              | []
            response.header.set.X-B = {route} {host}    | [a=1, b=2]      | [r shop.example]
            """)
    void changesResponseHeaders(String rewrite, String cookies, String second) {
        Backend a = rewriting(rewrite);
        a.serves(exchange -> exchange.with("Set-Cookie", "a=1").with("Set-Cookie", "b=2")
                .with("X-B", "b").answer(200, "a"));
        Message answer = get("/").host("shop.example").send();
        assertEquals(cookies, answer.headers().all("Set-Cookie").toString());
        assertEquals(second, answer.headers().all("X-B").toString());
    }

    @Test
    void tellsTheClientWhichServerAnswered() {
        Backend a = rewriting("response.header.set.X-Served-By = {server}");
        assertEquals(a.address(), get("/").send().header("X-Served-By"));
    }

    @ParameterizedTest(name = "{1} with {0} becomes {2}")
    @CsvSource(delimiter = '|', textBlock = """
            param.add.from = lb                   | /p                  | /p?from=lb
            param.add.from = lb                   | /p?from=me          | /p?from=me&from=lb
            param.add.a = b c&d                   | /p?x                | /p?x&a=b%20c%26d
            param.set.a = 1                       | /p?a=0&b=%7E&a=2&c  | /p?a=1&b=%7E&c
            param.set.a = 1                       | /p?b=%20+           | /p?b=%20+&a=1
            param.set.a = {host}                  | /p                  | /p?a=shop.example
            param.remove = a, b                   | /p?a=1&c=%2f&b&a    | /p?c=%2f
            param.remove = a                      | /p?a=1              | /p
            param.remove = a                      | /p?aa=1&A=2         | /p?aa=1&A=2
            path.strip = /api                     | /api/x?y            | /x?y
            path.strip = /api                     | /api                | /
            path.strip = /api                     | /apis/x             | /apis/x
            path.prepend = /v2                    | /x%20y?z            | /v2/x%20y?z
            path.replace = ^/old/(.*)$ -> /new/$1 | /old/a/b?c          | /new/a/b?c
            path.replace = ^/old/(.*)$ -> /new/$1 | /older/a            | /older/a
            """)
    void changesTheTarget(String rewrite, String target, String sent) {
        Backend a = rewriting(rewrite);
        get(target).host("shop.example").send();
        assertEquals(sent, a.request().target());
    }

    @Test
    void stripsThenPrependsThenReplaces() {
        Backend a = rewriting("path.replace = ^/v2/(.*)$ -> /v3/$1", "path.prepend = /v2",
                "path.strip = /api");
        get("/api/x").send();
        assertEquals("/v3/x", a.request().target());
    }

    @ParameterizedTest(name = "{0} makes {1} of {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # rewrite           | sent           | cookies
            cookie.set.c = 3    | a=1; b=2; c=3  | a=1; b=2
            cookie.set.a = 3    | a=3; b=2       | a=1; b=2
            cookie.remove = a   | b=2            | a=1; b=2
            cookie.remove = x   | a=1; b=2       | a=1; b=2
            """)
    void changesCookies(String rewrite, String sent, String cookies) {
        Backend a = rewriting(rewrite);
        get("/").header("Cookie", cookies).send();
        assertEquals(List.of(sent), a.request().headers().all("Cookie"));
    }

    @Test
    void removesTheCookieFieldWithItsLastCookie() {
        Backend a = rewriting("cookie.remove = a, b");
        get("/").header("Cookie", "a=1; b=2").send();
        assertEquals(0, a.request().count("Cookie"));
    }

    @ParameterizedTest(name = "{0}: server sees {1}")
    @CsvSource(delimiter = '|', textBlock = """
            host = keep                  | shop.example:8080
            host = server                | SERVER
            host = shop.internal         | shop.internal
            host = shop.internal:81      | shop.internal:81
            request.header.remove = Host | SERVER
            """)
    void changesTheHostThatTheServerSees(String rewrite, String host) {
        Backend a = rewriting(rewrite);
        get("/").host("shop.example:8080").send();
        assertEquals(List.of(host.replace("SERVER", a.address())),
                a.request().headers().all("Host"));
    }

    @ParameterizedTest(name = "{0} stands for {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {client-ip}   | 127.0.0.1
            {host}        | shop.example
            {method}      | PUT
            {path}        | /p%20q
            {query}       | x=1&y
            {?query}      | ?x=1&y
            {scheme}      | http
            {request-id}  | id-7
            {route}       | r
            {server}      | SERVER
            <{route}>{{x  | <r>{x
            """)
    void fillsInVariables(String variable, String value) {
        Backend a = rewriting("request.header.set.X-Value = " + variable);
        call("PUT", "/p%20q?x=1&y").host("Shop.example:80").header("X-Request-Id", "id-7").send();
        assertEquals(value.replace("SERVER", a.address()), a.request().header("X-Value"));
    }

    @Test
    void letsNoVariableWriteASecondField() {
        Backend a = rewriting("request.header.set.X-Value = {path}{?query}");
        get("/%0d%0aEvil:1?%0d%0aEvil:2").send();
        assertTrue(a.requests().stream().allMatch(request -> request.count("Evil") == 0));
    }
}
