package lb.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lb.http.Request;
import lb.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteActionTest {
    private static final Request REQUEST = Requests.get("/a%20b?x=1",
            "Host: Shop.Example.COM:8080");

    @ParameterizedTest(name = "\"{0}\" redirects with {1} to {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # written                                | status | location
              301 https://{host}{path}{?query}       | 301    | https://shop.example.com/a%20b?x=1
              308   https://www.example.com          | 308    | https://www.example.com
              302 /login?from={path}                 | 302    | /login?from=/a%20b
              303 {path}/                            | 303    | /a%20b/
              307 {scheme}://[::1]:81{path}          | 307    | http://[::1]:81/a%20b
              302 //cdn.example.com{path}            | 302    | //cdn.example.com/a%20b
            """)
    void redirects(String written, int status, String location) {
        RouteAction.Redirect redirect = RouteAction.Redirect.parse(written);
        assertEquals(status, redirect.status());
        assertEquals(location, redirect.locate(REQUEST, "shop"));
    }

    @ParameterizedTest(name = "\"{0}\" for {1} leads to {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # written               | path               | location
              301 {path}/           | //evil.example     | /evil.example/
              301 {path}/           | ///evil.example    | /evil.example/
              301 /{path}           | /evil.example      | /evil.example
              301 https://x{path}   | //evil.example     | https://x//evil.example
            """)
    void leadsToNoOtherHostThanWritten(String written, String path, String location) {
        assertEquals(location, RouteAction.Redirect.parse(written)
                .locate(Requests.get(path), "r"));
    }

    @Test
    void letsNoClientWriteASecondHeader() {
        Request request = Requests.get("/\r\nSet-Cookie: a=b?\n")
                .withAuthority("shop\r\nA: b");
        assertEquals("https://shop%0D%0Aa/%0D%0ASet-Cookie:%20a=b?%0A", RouteAction.Redirect
                .parse("301 https://{host}{path}{?query}").locate(request, "r"));
    }

    @ParameterizedTest(name = "\"{0}\" is refused: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # written              | message
              ``                   | a status is missing; write 301 https://{host}{path}{?query}
              https://a            | a status is missing; write 301 https://{host}{path}{?query}
              3010 https://a       | a status is missing; write 301 https://{host}{path}{?query}
              ٣٠١ https://a        | a status is missing; write 301 https://{host}{path}{?query}
              200 https://a        | 200 redirects nobody; write 301 or 308 (for good), 302, 303 \
            or 307 (for now)
              304 https://a        | 304 redirects nobody; write 301 or 308 (for good), 302, 303 \
            or 307 (for now)
              301                  | where to is missing; write 301 https://{host}{path}{?query}
              301 shop.example     | "shop.example" is neither a URL nor a path; write \
            https://shop.example or /shop.example
              301 javascript:alert | "javascript:alert" is neither a URL nor a path; write \
            https://javascript:alert or /javascript:alert
              301 /a b             | " " cannot stand in a URL; write %20
              301 /é               | "é" cannot stand in a URL; write %C3%A9, in a host its xn-- \
            form
              301 /\\evil          | "\\" cannot stand in a URL; write %5C
              301 /{hots}          | there is no variable "{hots}"; did you mean "{host}"?
              301 /{server}        | no server is asked for this answer; leave {server} out
            """)
    void refusesRedirectsThatLeadNowhere(String written, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> RouteAction.Redirect.parse(written)).getMessage());
    }

    @ParameterizedTest(name = "\"{0}\" answers {1} and \"{2}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # written                        | status | body
              200 Hello  {host}!             | 200    | Hello  shop.example.com!
              200 {"at": "{path}", "n": {}}  | 200    | {"at": "/a%20b", "n": {}}
              503 später                     | 503    | später
              200                            | 200    | ``
              204                            | 204    | ``
              599 x                          | 599    | x
            """)
    void responds(String written, int status, String body) {
        RouteAction.Respond respond = RouteAction.Respond.parse(written);
        assertEquals(status, respond.status());
        assertEquals(body, respond.body().expand(REQUEST, "shop", ""));
    }

    @ParameterizedTest(name = "\"{0}\" is refused: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # written    | message
              Hello      | a status is missing; write 200 text
              101 Hello  | there is no status 101 to answer with; write one from 200 to 599
              600        | there is no status 600 to answer with; write one from 200 to 599
              204 Hello  | an answer with status 204 has no text; write only 204
              205 Hello  | an answer with status 205 has no text; write only 205
              304 Hello  | an answer with status 304 has no text; write only 304
              200 {hots} | there is no variable "{hots}"; did you mean "{host}"?
              200 {server} | no server is asked for this answer; leave {server} out
            """)
    void refusesAnswersThatCannotBeGiven(String written, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> RouteAction.Respond.parse(written)).getMessage());
    }
}
