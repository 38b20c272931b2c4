package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file's own tests expect, and what they are told when it is something else. */
class SelfTestsTest {
    private static final String FILE = """
            trusted-proxies = 10.9.0.0/16
            firewall.staff.path = /admin
            firewall.staff.ip = !10.0.0.0/8
            firewall.staff.action = deny
            firewall.bots.header.User-Agent = ~bot
            firewall.bots.action = deny 410
            route.shop.host = shop.example
            route.shop.path = /api
            route.shop.pool = shop
            route.shop.rewrite.path.strip = /api
            route.shop.rewrite.request.header.set.X-Client = {client-ip} {server}
            route.shop.rewrite.request.header.remove = X-Debug
            route.cdn.host = cdn.example
            route.cdn.pool = shop
            route.cdn.rewrite.host = server
            route.old.path = /old
            route.old.redirect = 308 https://{host}/new{?query}
            route.up.path = /up
            route.up.respond = 200 well
            route.split.path = /split
            route.split.pool = web 1, shop 1
            route.all.host = *.example
            route.all.pool = web
            pool.web.servers = localhost:8081
            pool.shop.servers = localhost:8082, localhost:8083
            pool.shop.sticky = session
            """;
    private static final int LINE = 1 + (int) FILE.lines().count();

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {
        "GET http://shop.example/api/x -> pool shop",
        "GET http://shop.example/api/x?y=1 -> pool shop path /x",
        "GET http://shop.example/api/x?y=1 -> pool shop path /x?y=1",
        "GET http://shop.example/api from 10.0.0.9 -> pool shop path / route shop "
            + "header X-Client: \"10.0.0.9 localhost:8082\"",
        "GET http://shop.example/api header X-Debug: 1 -> pool shop header X-Debug: !*",
        "GET http://shop.example/api header Cookie:\"a=b; session=c\" -> pool shop"
            + " header Cookie: a=b",
        "GET http://shop.example/api header \"Cookie: session=c\" -> pool shop header Cookie: !*",
        "GET http://cdn.example/ -> pool shop header Host: localhost:8082",
        "GET http://shop.example/api -> pool shop header Host: shop.example header Via: ~lb$",
        "GET http://a.example/  ->  pool web  path  /",
        "GET http://a.example/admin -> 403",
        "GET http://a.example//admin -> 400",
        "GET http://a.example/x/..;/admin -> 400",
        "GET http://a.example/%61dmin/ -> 403 rule staff",
        "GET http://a.example/admin from 10.1.2.3 -> pool web",
        "GET http://a.example/admin from 10.9.0.1 header X-Forwarded-For: 1.2.3.4 -> 403",
        "GET http://a.example/ header User-Agent: \"some robot\" -> 410 rule bots",
        "GET http://a.example/ header Via: \"1.1 lb\" -> 508",
        "GET http://else/ -> 404",
        "GET http://else/old?a=b -> redirect https://else/new?a=b",
        "GET http://else/old -> redirect 308 https://else/new route old",
        "GET http://else/old -> 308",
        "GET http://else/up -> respond 200",
        "GET http://else/up -> 200",
        "GET http://else/split from 10.0.0.1 -> pool shop",
        "GET http://else/split from 10.0.0.4 -> pool web"})
    void passes(String test) {
        assertEquals(List.of(), Parsing.parse(FILE + "test.a = " + test).warnings());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET http://a.example/ -> pool shop route shop | this expects pool shop by route "shop", but gets pool web by route "all" (line 22), for route "shop" (line 7) wants host = shop.example
            GET http://shop.example/ -> pool shop route shop | this expects pool shop by route "shop", but gets pool web by route "all" (line 22), for route "shop" (line 7) wants path = /api
            GET http://else/up -> pool web | this expects pool web, but gets respond 200 by route "up" (line 18)
            GET http://a.example/ -> 403 | this expects 403, but gets pool web by route "all" (line 22)
            GET http://a.example/admin -> pool web | this expects pool web, but gets 403 by rule "staff" (line 2)
            GET http://a.example/admin -> 403 rule bots | this expects 403 by rule "bots", but gets 403 by rule "staff" (line 2)
            GET http://a.example/%2F -> pool web | this expects pool web, but gets 400, encoded slash
            GET http://else/ -> 403 | this expects 403, but gets 404, no route
            GET http://else/ header Via: "1.1 lb" -> 404 | this expects 404, but gets 508, came through here before (Via)
            GET http://else/old -> redirect http://else/new | this expects redirect http://else/new, but gets redirect 308 https://else/new by route "old" (line 16)
            GET http://else/old -> redirect 301 https://else/new | this expects redirect 301 https://else/new, but gets redirect 308 https://else/new by route "old" (line 16)
            GET http://else/up -> respond 201 | this expects respond 201, but gets respond 200 by route "up" (line 18)
            GET http://cdn.example/up -> 200 | this expects 200, but gets pool shop by route "cdn" (line 13)
            GET http://else/split from 10.0.0.5 -> pool web | this expects pool web, but gets pool shop by route "split" (line 20), for its split gives this client to shop
            GET http://shop.example/api/x -> pool shop path /api/x | this expects the server to see path /api/x, but it gets path /x by route "shop" (line 7)
            GET http://shop.example/api -> pool shop header X-Client: 1 | this expects the server to see header.X-Client = 1, but it gets "127.0.0.1 localhost:8082" by route "shop" (line 7)
            GET http://shop.example/api -> pool shop header X-None: * | this expects the server to see header.X-None = *, but it gets no such field by route "shop" (line 7)
            """)
    void saysWhatIsWrong(String test, String complaint) {
        assertEquals(List.of(LINE + ": " + complaint + "; correct the one or the other"),
                Parsing.problems(FILE + "test.a = " + test));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET http://a/ | a test reads METHOD URL -> OUTCOME; write GET http://shop.example.com/ -> pool shop (or 403, or redirect URL)
            GET | a URL is missing at the end
            GET http://a/ -> | what is to become of the request is missing at the end
            GET /a -> 200 | "/a" is not a URL; write http://shop.example.com/api
            GET http://a/ -> pool | the name of a pool is missing at the end
            GET http://a/ -> pool sop | there is no pool "sop"; the pools are: shop, web
            GET http://a/ -> pool web rout all | "rout" is not understood here; did you mean "route"? (values with blanks stand in quotes)
            GET http://a/ -> pool web route al | there is no route "al"; did you mean "all"?
            GET http://a/ -> 403 rule bot | there is no rule "bot"; did you mean "bots"?
            GET http://a/ -> denied | "denied" is nothing that can become of a request; write pool NAME, a status, redirect URL or respond STATUS
            GET http://a/ from nowhere -> 200 | "nowhere" is not an IP address; write from 192.0.2.7
            GET http://a/ header X -> 200 | "X" is not a header field; write Name: value
            GET http://a/ header "X: 1 -> 200 | a quote is not closed; write another " at its end
            GET http://a/ -> 403 path /x | path and header behind the arrow are about what a server gets; leave them out, or write -> pool NAME
            GET http://a/ -> pool web path x | a path begins with a slash; write /x
            GET http://a/ -> pool web header X: ~( | the regex is broken at character 2: unclosed group
            """)
    void refusesWhatIsNoTest(String test, String remedy) {
        assertEquals(List.of(LINE + ": " + remedy), Parsing.problems(FILE + "test.a = " + test));
    }

    @Test
    void reportsEveryTestThatFails() {
        List<String> problems = Parsing.problems("pool.web.servers = a:1\n"
                + "test.a = GET http://a/ -> 404\ntest.b = GET http://a/ -> pool web\n"
                + "test.c = GET http://a/ -> 403\n");
        assertEquals(List.of("2", "4"), problems.stream().map(line -> line.split(":")[0]).toList());
    }

    @Test
    void seesTheNameOfADiscoveryWhereNoServerIsKnown() {
        Parsing.parse("pool.web.servers = dns:web.internal:80\nroute.a.pool = web\n"
                + "route.a.rewrite.host = server\n"
                + "test.a = GET http://a/ -> pool web header Host: dns:web.internal:80");
    }
}
