package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people get wrong, and what they are told. */
class MistakesTest {
    private static final String POOL = "pool.web.servers = localhost:8081\n";

    /**
     * Reads a table in the form of a report: lines of a file, and indented below them what is to be
     * said; a line indented further continues the one before.
     */
    private static Stream<Arguments> cases(String table) {
        List<Arguments> cases = new ArrayList<>();
        // A case ends where an indented line is followed by one that is not.
        for (String each : table.replaceAll("\n {8}", " ")
                .replaceAll("(\n {4}.*)\n(?! )", "$1\n\n").split("\n\n")) {
            String[] parts = each.split("\n {4}");
            cases.add(Arguments.of(parts[0], List.of(parts).subList(1, parts.length)));
        }
        return cases.stream();
    }

    @Test
    void reportsElevenDifferentMistakesEachAtItsLine() {
        List<String> problems = Parsing.problems("""
                # eleven mistakes
                listen = 80800
                timeout.request = 30
                limit.bdy = 10m
                pool.api.servers = localhost
                pool.api.algorithm = least-conn
                pool.api.health.interval = ${INTERVAL}

                route.shop.host = shop.example.com
                route.shop.pool = chekout
                route.empty.path = /empty
                firewall.bots.ip = 10.0.0.0/33
                firewall.bots.action = block
                listen = 8080
                """);
        assertEquals(11, problems.size(), () -> String.join("\n", problems));
        List<String> expected = List.of(
                "2: 80800 is out of range; write 0 to 65535",
                "3: a duration needs a unit; write 30s or 30ms",
                "4: there is no key \"limit.bdy\"; did you mean \"limit.body\"?",
                "5: \"localhost\" has no port; write \"localhost:80\"",
                "6: there is no algorithm \"least-conn\"; did you mean \"least-connections\"?",
                "7: the environment variable INTERVAL is not set; set it, or give it a default:"
                        + " ${INTERVAL:default}",
                "10: there is no pool \"chekout\"; the pools are: api",
                "11: the route \"empty\" leads nowhere; write route.empty.pool,"
                        + " route.empty.redirect or route.empty.respond",
                "12: \"10.0.0.0/33\" has no prefix length that fits; write a number from 0 to 32",
                "13: there is no action \"block\"; did you mean \"deny\"",
                "14: listen is set in line 2 already; keep one of the two");
        for (int i = 0; i < expected.size(); i++) {
            String problem = problems.get(i);
            assertTrue(problem.startsWith(expected.get(i)), () -> String.join("\n", problems));
        }
    }

    static Stream<Arguments> mistakes() {
        return cases("""
            pool.web.algoritm = hash
                there is no key "pool.web.algoritm"; did you mean "pool.web.algorithm"?
            pol.web.algorithm = hash
                there is no key "pol.web.algorithm"; did you mean "pool.web.algorithm"?
            pool.web.helth.path = /
                there is no key "pool.web.helth.path"; did you mean "pool.web.health.path"?
            pool.web.health.heder.X-A = b
                there is no key "pool.web.health.heder.X-A"; did you mean
                    "pool.web.health.header.X-A"?
            route.web.rewrite.request.header.sett.X-A = b
                there is no key "route.web.rewrite.request.header.sett.X-A"; did you mean
                    "route.web.rewrite.request.header.set.X-A"?
            route.web.rewrite.path.stripp = /a
                there is no key "route.web.rewrite.path.stripp"; did you mean
                    "route.web.rewrite.path.strip"?
            Listen = 80
                there is no key "Listen"; did you mean "listen"?
            timeout.keepalive = 5s
                there is no key "timeout.keepalive"; did you mean "timeout.keep-alive"?
            eror.404 = a.html
                there is no key "eror.404"; did you mean "error.404"?
            colour = red
                there is no key "colour"; remove the line, or look its name up in the manual
            pool.web.colour = red
                there is no key "pool.web.colour"; remove the line, or look its name up in the
                    manual
            pool.servers = a:1
                there is no key "pool.servers"; the name is missing: write pool.NAME.servers
            pool.health.path = /
                there is no key "pool.health.path"; the name is missing: write
                    pool.NAME.health.path
            pool.web = a:1
                there is no key "pool.web"; the option is missing: write pool.NAME.OPTION
            pool.my.web.servers = a:1
                there is no key "pool.my.web.servers"; a name cannot hold dots: write
                    pool.my-web.servers
            route.www.mango.com.host = a.b
                there is no key "route.www.mango.com.host"; a name cannot hold dots: write
                    route.www-mango-com.host
            pool.WEB.servers = a:1
                "WEB" cannot be a name; names are made of a-z, 0-9, _ and -
            = a
                there is no key before the separator; write key = value
            pool.web.servers = a:1
                pool.web.servers is set in line 1 already; keep one of the two
            via =
                there is no value; write one or remove the line
            listen = 80,,81
                an item of the list is empty; remove the comma too many
            listen = 80, 81,
                an item of the list is empty; remove the comma too many
            listen = 80, 80
                "80" is listed twice; keep one
            listen = off
                lb would listen nowhere; write a port, as in 8080
            limit.connections = 0
                0 is out of range; write 1 to 10000000
            limit.body = ten
                "ten" is not a size; write a number of bytes, or 64k, 10m or 2g
            timeout.body = 0s
                this cannot be 0; write 1ms or more
            path.encoded-slash = yes
                there is no way "yes"; the ways are: reject, allow
            log.format = jsn
                there is no log format "jsn"; did you mean "json"?
            log.access = /no/such/folder/a.log
                there is no folder "/no/such/folder"; create it
            forwarded = x-forward
                there is no style "x-forward"; did you mean "x-forwarded"?
            via = two words
                "two words" cannot be a name in Via; write letters, digits and -, without blanks
            request-id = X:Id
                "X:Id" cannot be the name of a header field; write letters, digits and -,
                    without blanks
            reload = yes
                "yes" is neither on nor off; write one of them
            via = ${
                "${" is never closed; write ${NAME}, or $${ for a literal "${"
            pool.web.timeout.connect = 2
                a duration needs a unit; write 2s or 2ms
            pool.web.health = yes
                "yes" is neither on nor off; write one of them
            pool.web.health.path = up
                a path begins with a slash; write /up
            pool.web.health.status = 2xx
                "2xx" is no range of status codes; write 200-299
            pool.web.health.rise = 0
                0 is out of range; write 1 to 1000
            pool.web.health.port = 0
                0 is out of range; write 1 to 65535
            pool.web.health.header.Host = a
                a health check sets Host itself; leave it out and write health.host
            pool.web.health.host = a/b
                a Host is a name or an address, with :port if need be; write shop.example.com
            pool.web.health.method = get
                a server cannot be checked with method "get"; write GET or HEAD
            pool.web.retry.attempts = 2 two
                "2 two" is not a whole number; write 0 to 100
            pool.*.health.interval = 1
                a duration needs a unit; write 1s or 1ms
            firewall.a.path = /a
                the rule "a" does nothing; write firewall.a.action = deny
            firewall.*.mode = watch
                there is no mode "watch"; the modes are: enforce, observe
            route.*.priority = high
                "high" is not a whole number; write -1000000 to 1000000
            route.a.pool = web 95, wob 5
                there is no pool "wob"; the pools are: web
            pool.web.tls.ca = none.pem
                there is no file "none.pem"; write a path from the root, or from the folder of
                    this file
            pool.web.tls.server-name = 10.0.0.1
                "10.0.0.1" is an address, and a server is asked for a name; write web.internal,
                    or leave it out where the certificates are for the servers' addresses
            pool.web.tls.server-name = a b
                "a b" is no host name; write web.internal
            pool.web.http2 = on
                HTTP/2 to servers cannot be had, for the JDK's client would put a server's
                    address in the place of a request's Host; remove this line, and HTTP/1.1
                    is spoken
            pool.web.tls.verify = no
                "no" is neither on nor off; write one of them
            """);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakes")
    void says(String line, List<String> remedies) {
        assertEquals(atLine2(remedies), errors(Parsing.problems(POOL + line + "\n")));
    }

    private static List<String> atLine2(List<String> remedies) {
        return remedies.stream().map(remedy -> "2: " + remedy).toList();
    }

    private static List<String> errors(List<String> problems) {
        return problems.stream().filter(problem -> !problem.contains("warning: ")).toList();
    }

    static Stream<Arguments> mistakesOfSeveralLines() {
        return cases("""
            #nothing
                0: there is nothing to serve; write where requests are to go: pool.web.servers =
                    localhost:8081
            pool.a.algorithm = random
                1: the pool "a" has no servers; write pool.a.servers = localhost:8081
            pool.a.servers = ${NOTHING}
                1: the pool "a" has no servers; write pool.a.servers = localhost:8081
            pool.a.servers = a:1, a:1
                1: the server "a:1" is listed twice; write it once, with weight=2 if it is to
                    get more
            pool.a.servers = a:1
            pool.b.servers = b:1
                2: there are several pools and no route; write which requests go here:
                    route.b.host = shop.example.com and route.b.pool = b
            route.a.pool = a
                1: there is no pool "a"; write pool.a.servers = localhost:8081
            route.a.respond = 200 a
            route.a.redirect = 301 http://b/
                2: the route "a" has a respond in line 1 already; keep one of the two
            route.a.respond = 200 a
            firewall.f.action = deny
            firewall.f.ip = ${NOTHING}
                3: this is empty once its variables are filled in, and would match every
                    request; give them a value or remove the line
            pool.a.servers = a:1,
            b:2
                1: an item of the list is empty; remove the comma too many
                2: there is no key "b"; to continue the list, end line 1 with a backslash: , \\
            pool.*.queue.timeout = 0
            pool.a.servers = a:1
            pool.b.servers = b:1
            route.r.pool = a 1, b 1
                1: a duration needs a unit; write 0s or 0ms
            pool.*.timeout.idle = 0
            pool.a.servers = a:1
            pool.a.timeout.idle = 1s
                1: a duration needs a unit; write 0s or 0ms
            pool.a.health.header.X-A = a
            pool.a.servers = a:1
            pool.a.health.header.x-a = b
                3: pool.a.health.header.x-a is set in line 1 already; keep one of the two
            """);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakesOfSeveralLines")
    void saysOfSeveralLines(String lines, List<String> remedies) {
        assertEquals(remedies, Parsing.problems(lines));
    }

    static Stream<Arguments> furtherMistakes() {
        return cases("""
            admin = 9090
                others can reach this address, so it needs a token; write admin.token =
                    ${ADMIN_TOKEN}
            admin.ready = web, api
                there is no pool "api"; the pools are: web
            error.404 = none.html
                there is no file "none.html"; write a path from the root, or from the folder of
                    this file
            error.200 = none.html
                200 is out of range; write 400 to 599
            test.a = GET / -> pool web
                "/" is not a URL; write http://shop.example.com/api
            test.a = GET http://a/
                a test reads METHOD URL -> OUTCOME; write GET http://shop.example.com/ -> pool
                    shop (or 403, or redirect URL)
            test.a = GET http://a/ -> pool api
                there is no pool "api"; the pools are: web
            test.a.b = GET http://a/ -> 200
                "a.b" cannot be a name; names are made of a-z, 0-9, _ and -
            listen.tls = 8443
                there is no certificate for it; write tls.NAME.certificate and tls.NAME.key
            tls.a.key = none.pem
                there is no file "none.pem"; write a path from the root, or from the folder of
                    this file
                the certificate "a" is not complete; write tls.a.certificate
            pool.web.hash-bound = 99%
                "99%" is out of range; write 100% to 1000%
            pool.web.hash-bound = 2
                a share needs its sign; write 2%
            pool.web.sticky = a;b
                "a;b" cannot be the name of a cookie; write letters, digits and -, without
                    blanks
            pool.web.sticky.same-site = laxx
                there is no value of SameSite "laxx"; did you mean "lax"?
            pool.web.slow-start = 30
                a duration needs a unit; write 30s or 30ms
            pool.web.queue = -1
                -1 is out of range; write 0 to 1000000
            pool.web.outlier.max = 101%
                "101%" is out of range; write 0% to 100%
            pool.web.retry.on = conect, 200
                there is no reason "conect" to try again; did you mean "connect"?
                200 is out of range; write 400 to 599
            pool.web.retry.budget = 20
                a share needs its sign; write 20%
            """);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("furtherMistakes")
    void saysOfOtherKeys(String line, List<String> remedies) {
        assertEquals(atLine2(remedies), errors(Parsing.problems(POOL + line + "\n")));
    }
}
