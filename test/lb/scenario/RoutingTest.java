package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import lb.testing.Backend;
import lb.testing.Call;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests go where. */
final class RoutingTest extends Scenario {

    /**
     * Starts lb with a route of these options, {@code ;} between them. Whatever it does not take
     * has no route.
     */
    private void route(String options) {
        backend("a");
        StringBuilder text = new StringBuilder("""
                pool.web.servers = ${a}
                trusted-proxies  = 127.0.0.1
                route.web.pool   = web
                """);
        for (String option : options.split(";")) {
            text.append("route.web.").append(option.strip()).append('\n');
        }
        start(text.toString());
    }

    /** A request with fields, {@code ;} between them; Host and X-Forwarded-For are among them. */
    private Call request(String method, String target, String fields) {
        Call call = call(method, target);
        for (String field : fields == null ? new String[0] : fields.split(";")) {
            String[] parts = field.strip().split(": ", 2);
            call = parts[0].equals("Host") ? call.host(parts[1]) : call.header(parts[0], parts[1]);
        }
        return call;
    }

    @ParameterizedTest(name = "{0} matches {1} {2}, {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # options                                | method | target       | fields                              | takes
            host = shop.example                      | GET    | /            | Host: shop.example                  | true
            host = shop.example                      | GET    | /            | Host: SHOP.example:8080             | true
            host = shop.example                      | GET    | /            | Host: www.shop.example              | false
            host = *.shop.example                    | GET    | /            | Host: a.b.shop.example              | true
            host = *.shop.example                    | GET    | /            | Host: shop.example                  | false
            'host = ~^(www\\\\.)?shop\\\\.(example|test)$' | GET    | /            | Host: www.shop.test                 | true
            'host = ~^(www\\\\.)?shop\\\\.(example|test)$' | GET    | /            | Host: my.shop.test                  | false
            host = !shop.example                     | GET    | /            | Host: shop.example                  | false
            host = !shop.example                     | GET    | /            | Host: other.example                 | true
            host = a.example, b.example              | GET    | /            | Host: b.example                     | true
            path = /api                              | GET    | /api         |                                     | true
            path = /api                              | GET    | /api/x?y     |                                     | true
            path = /api                              | GET    | /apis        |                                     | false
            path = /api                              | GET    | /x/../api    |                                     | true
            path = /api                              | GET    | /%61pi       |                                     | true
            path = /api                              | GET    | /API         |                                     | false
            path = /api; ignore-case = on            | GET    | /API         |                                     | true
            path = =/api                             | GET    | /api         |                                     | true
            path = =/api                             | GET    | /api/x       |                                     | false
            path = /img/*.png                        | GET    | /img/a.png   |                                     | true
            path = /img/*.png                        | GET    | /img/a/b.png |                                     | false
            path = /img/**.png                       | GET    | /img/a/b.png |                                     | true
            path = ~/v[0-9]+/.*                      | GET    | /v12/x       |                                     | true
            path = ~/v[0-9]+/.*                      | GET    | /vx/x        |                                     | false
            path = !/api                             | GET    | /api         |                                     | false
            method = GET, HEAD                       | GET    | /            |                                     | true
            method = GET, HEAD                       | POST   | /            |                                     | false
            method = !GET                            | POST   | /            |                                     | true
            header.X-Beta = on                       | GET    | /            | X-Beta: on                          | true
            header.X-Beta = on                       | GET    | /            | x-beta: on                          | true
            header.X-Beta = on                       | GET    | /            | X-Beta: off                         | false
            header.X-Beta = *                        | GET    | /            | X-Beta: whatever                    | true
            header.X-Beta = *                        | GET    | /            |                                     | false
            header.X-Beta = !*                       | GET    | /            |                                     | true
            'header.User-Agent = ~.*(bot|crawl).*'   | GET    | /            | User-Agent: a bot                   | true
            'header.User-Agent = ~.*(bot|crawl).*'   | GET    | /            | User-Agent: a browser               | false
            param.v = 2                              | GET    | /?a=1&v=2    |                                     | true
            param.v = 2                              | GET    | /?v=3        |                                     | false
            param.v = *                              | GET    | /?v          |                                     | true
            param.v = ~[0-9]                         | GET    | /?v=x        |                                     | false
            param.v = a b                            | GET    | /?v=a%20b    |                                     | true
            cookie.beta = 1                          | GET    | /            | Cookie: beta=2                      | false
            cookie.beta = *                          | GET    | /            | Cookie: beta=x                      | true
            cookie.beta = *                          | GET    | /            |                                     | false
            ip = 192.0.2.7                           | GET    | /            | X-Forwarded-For: 192.0.2.7          | true
            ip = 192.0.2.0/24                        | GET    | /            | X-Forwarded-For: 192.0.2.99         | true
            ip = 192.0.2.0/24                        | GET    | /            | X-Forwarded-For: 192.0.3.1          | false
            ip = 192.0.2.0/24                        | GET    | /            | X-Forwarded-For: ::ffff:192.0.2.9   | true
            ip = 2001:db8::/32                       | GET    | /            | X-Forwarded-For: 2001:db8:1::9      | true
            ip = 2001:db8::/32                       | GET    | /            | X-Forwarded-For: 2001:db9::9        | false
            ip = !10.0.0.0/8                         | GET    | /            | X-Forwarded-For: 10.1.2.3           | false
            ip = 127.0.0.1                           | GET    | /            |                                     | true
            host = a.example; path = /b; method = PUT| PUT    | /b/c         | Host: a.example                     | true
            host = a.example; path = /b; method = PUT| PUT    | /c           | Host: a.example                     | false
            host = a.example; path = /b; method = PUT| GET    | /b/c         | Host: a.example                     | false
            """)
    void takesWhatAllItsConditionsMatch(String options, String method, String target,
            String fields, boolean takes) {
        route(options);
        assertEquals(takes ? 200 : 404, request(method, target, fields).send().status());
    }

    @Test
    void looksAtEveryCookieOfARequest() {
        route("cookie.beta = 1");
        assertEquals(200, get("/").header("Cookie", "a=b; beta=1").send().status());
        assertEquals(200, get("/").header("Cookie", "a=b").header("Cookie", "beta=1").send()
                .status());
        assertEquals(404, get("/").header("Cookie", "a=beta=1").send().status());
    }

    @ParameterizedTest(name = "{0} {1} is taken by {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # host               | target       | route
            www.shop.example     | /            | exact-host
            x.shop.example       | /            | long-wildcard
            other.example        | /            | short-wildcard
            shop77.test          | /            | regex-host
            elsewhere.test       | /            | rest
            www.shop.example     | /a           | exact-path
            www.shop.example     | /a/b         | long-prefix
            www.shop.example     | /a/c         | short-prefix
            www.shop.example     | /zz9         | regex-path
            www.shop.example     | /b           | exact-host
            www.shop.example     | /?beta=1     | with-condition
            www.shop.example     | /urgent      | first-of-all
            elsewhere.test       | /urgent      | first-of-all
            twins.example        | /            | older-twin
            """)
    void theMostSpecificRouteWinsWhereverItStands(String host, String target, String route) {
        start("""
                pool.none.servers              = 127.0.0.1:1
                route.rest.respond             = 200 {route}
                route.regex-host.host          = ~shop[0-9]+\\\\.test
                route.regex-host.respond       = 200 {route}
                route.short-wildcard.host      = *.example
                route.short-wildcard.respond   = 200 {route}
                route.long-wildcard.host       = *.shop.example
                route.long-wildcard.respond    = 200 {route}
                route.exact-host.host          = www.shop.example
                route.exact-host.respond       = 200 {route}
                route.regex-path.host          = www.shop.example
                route.regex-path.path          = ~/z+[0-9]
                route.regex-path.respond       = 200 {route}
                route.short-prefix.host        = www.shop.example
                route.short-prefix.path        = /a
                route.short-prefix.respond     = 200 {route}
                route.long-prefix.host         = www.shop.example
                route.long-prefix.path         = /a/b
                route.long-prefix.respond      = 200 {route}
                route.exact-path.host          = www.shop.example
                route.exact-path.path          = =/a
                route.exact-path.respond       = 200 {route}
                route.with-condition.host      = www.shop.example
                route.with-condition.param.beta= 1
                route.with-condition.respond   = 200 {route}
                route.older-twin.host          = twins.example
                route.older-twin.respond       = 200 {route}
                route.younger-twin.host        = twins.example
                route.younger-twin.respond     = 200 {route}
                route.first-of-all.path        = /urgent
                route.first-of-all.priority    = 10
                route.first-of-all.respond     = 200 {route}
                """);
        assertEquals(route, get(target).host(host).send().text());
    }

    @Test
    void sendsEverythingToTheOnlyPoolWithoutARoute() {
        backend("a");
        start("pool.web.servers = ${a}");
        assertEquals("a", get("/any/thing?x").host("any.example").send().server());
    }

    @Test
    void keepsAClientOnItsSideOfASplit() {
        backend("stable");
        backend("canary");
        start("""
                pool.stable.servers = ${stable}
                pool.canary.servers = ${canary}
                route.web.pool      = stable 70, canary 30
                trusted-proxies     = 127.0.0.1
                """);
        int canaries = 0;
        for (int client = 0; client < 200; client++) {
            Call call = get("/" + client).header("X-Forwarded-For", "10.0.0." + client);
            String side = call.send().server();
            assertEquals(side + ": 2", call.times(2).byServer());
            canaries += side.equals("canary") ? 1 : 0;
        }
        // By a fixed hash of the client's address: the same on every run, and near to its share.
        assertTrue(canaries > 40 && canaries < 80, "canary has " + canaries + " of 200 clients");
    }

    @ParameterizedTest(name = "{0}: {1} gets {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            301 https://{host}{path}{?query} | /a%20b?x=1  | 301 | https://shop.example/a%20b?x=1
            301 https://{host}{path}{?query} | /           | 301 | https://shop.example/
            302 /login?from={path}           | /cart       | 302 | /login?from=/cart
            303 /done                        | /           | 303 | /done
            307 http://new.example{path}     | /x/         | 307 | http://new.example/x/
            308 //cdn.example{path}          | /x          | 308 | //cdn.example/x
            """)
    void redirects(String redirect, String target, int status, String location) {
        start("""
                pool.none.servers  = 127.0.0.1:1
                route.web.redirect = %s
                """.formatted(redirect));
        Message answer = get(target).host("Shop.Example:8080").send();
        assertEquals(status + " " + location, answer.status() + " " + answer.header("Location"));
        assertTrue(answer.complete(), answer::toString);
    }

    @ParameterizedTest(name = "{0} answers {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 User-agent: *       | 200 | User-agent: *
            200 {method} {path} {query} {scheme} {client-ip} {route} | 200 | GET /a x=1 http 127.0.0.1 web
            410 Gone for good       | 410 | Gone for good
            204                     | 204 | ``
            503 Back at noon        | 503 | Back at noon
            418 I'm a teapot        | 418 | I'm a teapot
            """)
    void responds(String respond, int status, String text) {
        start("""
                pool.none.servers = 127.0.0.1:1
                route.web.respond = %s
                """.formatted(respond));
        Message answer = get("/a?x=1").send();
        assertEquals(status + " " + text, answer.status() + " " + answer.text());
    }

    @Test
    void givesEachRequestToOneRouteAlone() {
        Backend a = backend("a");
        Backend b = backend("b");
        start("""
                pool.a.servers = ${a}
                pool.b.servers = ${b}
                route.a.path   = /a
                route.a.pool   = a
                route.b.path   = /b
                route.b.pool   = b
                """);
        Set<String> answers = new HashSet<>();
        for (String target : new String[] {"/a", "/b", "/a/b", "/b/a", "/c"}) {
            answers.add(target + " " + get(target).send().server());
        }
        assertEquals(Set.of("/a a", "/b b", "/a/b a", "/b/a b", "/c 404"), answers);
        assertEquals("2 2", a.count() + " " + b.count());
    }
}
