package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes no file wrong and yet is hardly meant: each with a file nearby that is in order. */
final class WarningsTest {
    /** What stands in line 1 of each file that has no pool of its own. */
    private static final String POOL = "pool.web.servers = localhost:8081\n";

    /**
     * Reads a table of cases, with an empty line between two: lines of a file, the warnings, and
     * behind an arrow what to write in place of which line, so that there are none. An indented
     * line continues the one before.
     */
    private static Stream<Arguments> cases(String table) {
        List<Arguments> cases = new ArrayList<>();
        for (String each : table.strip().replaceAll("\n {4,}", " ").split("\n\n")) {
            List<String> lines = each.lines().toList();
            String file = String.join("\n", lines.stream()
                    .filter(line -> line.matches("[a-z].*")).toList());
            List<String> warnings = lines.stream()
                    .filter(line -> line.matches("\\d+: .*")).toList();
            String change = lines.getLast();
            assertTrue(change.startsWith("-> "), each);
            cases.add(Arguments.of(file, warnings, change.substring(3)));
        }
        return cases.stream();
    }

    static Stream<Arguments> warnings() {
        return Stream.of(RULES, ROUTES, POOLS, CHECKS, IDLE, BYPASSES).flatMap(WarningsTest::cases);
    }

    @ParameterizedTest(name = "{0}: {1}; not with {2}")
    @MethodSource("warnings")
    void warnsButStarts(String lines, List<String> warnings, String change) {
        assertEquals(warnings, warnings(lines));
        List<String> changed = new ArrayList<>(file(lines).lines().toList());
        for (String line : change.split(" ; ")) { // "3: key = value", in place of line 3.
            int colon = line.indexOf(':');
            changed.set(Integer.parseInt(line.substring(0, colon)) - 1,
                    line.substring(colon + 1).strip().replace("\\n", "\n"));
        }
        assertEquals(List.of(), warnings(String.join("\n", changed)), () -> changed.toString());
    }

    private static String file(String lines) {
        return (lines.contains("pool.web.servers") ? "" : POOL) + lines;
    }

    private static List<String> warnings(String lines) {
        return Parsing.show(Parsing.parse(file(lines)).warnings()).stream()
                .map(line -> line.replace(" warning:", "")
                        .replaceFirst("a text like .+ needs", "a text like TEXT needs")).toList();
    }

    private static final String RULES = """
            firewall.a.action = deny
            firewall.b.path = /b
            firewall.b.action = deny
            3: this rule is never reached, for "a" (line 2) decides about all that it would match;
                move it up, or remove it
            -> 2: firewall.a.action = limit 9/s

            firewall.a.action = deny
            firewall.b.action = deny 404
            3: this rule is never reached, for "a" (line 2) decides about all that it would match;
                move it up, or remove it
            -> 2: firewall.a.mode = observe ; 3: firewall.a.action = deny

            firewall.a.path = /admin
            firewall.a.action = deny
            firewall.b.path = /admin/users
            firewall.b.ip = 10.0.0.1
            firewall.b.action = allow
            4: this rule is never reached, for "a" (line 2) decides about all that it would match;
                move it up, or remove it
            -> 2: firewall.a.path = /admin/users/new

            firewall.a.ip = 10.0.0.0/8
            firewall.a.action = allow
            firewall.b.ip = 10.1.0.0/16
            firewall.b.path = /x
            firewall.b.action = deny
            4: this rule is never reached, for "a" (line 2) decides about all that it would match;
                move it up, or remove it
            -> 4: firewall.b.ip = 11.1.0.0/16

            firewall.a.host = a.example, !*.example
            firewall.a.action = deny
            2: no request matches this, for all that it includes it excludes as well; take an
                exclusion away
            -> 2: firewall.a.host = a.example, !b.example

            firewall.a.header.X-A = 1, !*
            firewall.a.action = deny
            2: no request matches this, for all that it includes it excludes as well; take an
                exclusion away
            -> 2: firewall.a.header.X-A = *, !1

            firewall.a.path = ~^admin
            firewall.a.action = deny
            2: no path matches this, for each begins with a slash; write ~^/admin
            -> 2: firewall.a.path = ~^/admin
            """;

    private static final String ROUTES = """
            route.a.path = /x
            route.a.pool = web
            route.b.path = /x
            route.b.respond = 200 b
            4: this route is never reached, for "a" (line 2) takes all that it would match; give
                it other conditions or a higher priority, or remove it
            -> 4: route.b.path = /x/y

            route.a.path = /
            route.a.priority = 5
            route.a.pool = web
            route.b.host = b.example
            route.b.pool = web
            5: this route is never reached, for "a" (line 2) takes all that it would match; give
                it other conditions or a higher priority, or remove it
            -> 3: route.a.priority = 0

            route.a.host = a.example
            route.a.pool = web
            route.b.host = b.example
            route.b.pool = web
            route.c.host = a.example, b.example
            route.c.pool = web
            6: this route is never reached, for "a" (line 2) and "b" (line 4) take all that it
                would match; give it other conditions or a higher priority, or remove it
            -> 6: route.c.host = a.example, c.example

            route.a.path = /x
            route.a.pool = web
            route.b.path = /x
            route.b.ignore-case = off
            route.b.pool = web
            4: this route is never reached, for "a" (line 2) takes all that it would match; give
                it other conditions or a higher priority, or remove it
            -> 5: route.b.ignore-case = on

            route.a.path = /x, !/x
            route.a.pool = web
            2: no request matches this, for all that it includes it excludes as well; take an
                exclusion away
            -> 2: route.a.path = /x, !/x/y

            route.a.redirect = 301 https://{host}{path}
            route.b.redirect = 301 https://{host}{path}
            3: this route is never reached, for "a" (line 2) takes all that it would match; give
                it other conditions or a higher priority, or remove it
            -> 3: route.b.pool = web
            """;

    private static final String POOLS = """
            pool.b.servers = b:1
            route.r.pool = web
            2: no route sends anything to this pool; write one with pool = b, or remove it
            -> 3: route.r.pool = web 1, b 0

            pool.web.servers = a:1 weight=0, b:1 weight=0
            1: every weight is 0, so no server gets requests; give one of them a weight of 1
            -> 1: pool.web.servers = a:1 weight=0, b:1

            pool.web.servers = a:1 drain, b:1 weight=0
            1: every server drains or has weight 0, so none gets requests; take drain away from
                one of them
            -> 1: pool.web.servers = a:1 drain, b:1

            pool.web.servers = a:1 backup, b:1 backup
            1: every server is a backup, so all of them serve at once; take backup away from
                those that are to go first
            -> 1: pool.web.servers = dns:a:1, b:1 backup

            pool.web.servers = a:1 weight=2, b:1
            pool.web.algorithm = first
            1: the algorithm "first" does not look at weights; limit a server with max, or choose
                another algorithm
            -> 2: pool.web.algorithm = hash

            pool.web.servers = localhost:1, 127.0.0.1:1
            1: localhost:1 and 127.0.0.1:1 are one server, which so gets the requests of two;
                write it once, with weight=2 if it is to get more
            -> 1: pool.web.servers = localhost:1, 127.0.0.1:2

            pool.web.servers = dns:web.internal:80, web.internal:80
            1: dns:web.internal:80 stands for web.internal:80 as well, which so is there twice;
                leave the second out
            -> 1: pool.web.servers = dns:web.internal:80, web.internal:81
            """;

    private static final String CHECKS = """
            trusted-proxies = 0.0.0.0/0
            2: "0.0.0.0/0" believes what anybody says about their address; write the addresses of
                your proxies
            -> 2: trusted-proxies = 10.0.0.0/8

            pool.web.servers = https://s:443
            pool.web.tls.verify = off
            2: anybody can pass for these servers, and read and change everything; name the
                authority of their certificates in pool.web.tls.ca
            -> 2: pool.web.tls.verify = on

            pool.web.health.timeout = 3s
            2: the timeout of a check is longer than the interval between two; write a longer
                health.interval
            -> 2: pool.web.health.timeout = 2s

            pool.web.health.method = HEAD
            pool.web.health.body = well
            3: an answer to HEAD has no body, so no check passes; write pool.web.health.method =
                GET
            -> 2: pool.web.health.method = GET
            """;

    private static final String BYPASSES = """
            firewall.a.path = =/admin
            firewall.a.action = deny
            2: the path /admin/ passes, which many servers take for one that is denied here; write
                /admin
            -> 2: firewall.a.path = /admin

            firewall.a.path = =/admin
            firewall.a.ip = !10.0.0.0/8
            firewall.a.method = !HEAD
            firewall.a.action = deny
            firewall.b.path = =/b/
            firewall.b.action = deny
            2: the path /admin/ passes, which many servers take for one that is denied here; write
                /admin
            4: HEAD passes, which servers answer as they answer GET, but for the body; write GET,
                HEAD
            6: the path /b passes, which many servers take for one that is denied here; write /b/
            -> 2: firewall.a.path = =/admin, =/admin/ ; 4: firewall.a.method = GET, HEAD ; 6:
                firewall.b.path = =/b, =/b/

            firewall.a.path = /admin/
            firewall.a.action = deny
            2: the path /admin passes, which many servers take for one that is denied here; write
                /admin
            -> 3: firewall.a.action = allow

            firewall.a.path = ~^/admin$
            firewall.a.action = deny
            2: the path /admin/ passes, which many servers take for one that is denied here; end
                the regex with (/|$)
            -> 2: firewall.a.path = ~^/admin(/|$)

            firewall.a.host = *.example
            firewall.a.path = /**/*.php
            firewall.a.action = deny
            3: the path /x.php/ passes, which many servers take for one that is denied here; write
                /**/*.php/**
            -> 3: firewall.a.path = /**/*.php/**

            firewall.a.path = /admin
            firewall.a.method = GET
            firewall.a.header.X-A = ~^v1[.]2$
            firewall.a.param.q = 1
            firewall.a.cookie.c = *
            firewall.a.action = deny
            3: HEAD passes, which servers answer as they answer GET, but for the body; write GET,
                HEAD
            -> 3: firewall.a.method = GET, HEAD

            firewall.a.path = ~^/(.*a)(.*a)(.*a)(.*a)x$
            firewall.a.action = limit 9/s
            2: this regex can take too long: a text like TEXT needs more than 100000 steps, and a
                rule then denies, and a route does not match; write fewer repetitions
                of the same, of which .*.*.* has three
            -> 2: firewall.a.path = ~^/a+$

            route.a.host = !~(a+)+\\\\1$
            route.a.rewrite.path.replace = ^/(.+)+/(.+)+/x$ -> /z
            route.a.pool = web
            2: this regex can take too long: a text like TEXT needs more than 100000 steps, and a
                rule then denies, and a route does not match; write fewer repetitions
                of the same, of which .*.*.* has three
            3: this regex can take too long: a text like TEXT needs more than 100000 steps, and
                nothing is then replaced; write fewer repetitions
                of the same, of which .*.*.* has three
            -> 2: route.a.host = ~^[a-z.]+[.]x ; 3: route.a.rewrite.path.replace = ^/x*y$ -> /z

            pool.web.health.body = ~.*a.*b.*c.*d.*e.*f
            2: this regex can take too long: a text like TEXT needs more than 100000 steps, and a
                server then fails its check; write fewer repetitions
                of the same, of which .*.*.* has three
            -> 2: pool.web.health.body = ~"state": *"(up|well)"
            """;

    private static final String IDLE = """
            pool.web.hash-key = ip
            pool.web.hash-bound = 150%
            2: this has no effect, for the algorithm is not hash; write pool.web.algorithm = hash,
                or remove the line
            3: this has no effect, for the algorithm is not hash; write pool.web.algorithm = hash,
                or remove the line
            -> 2: pool.web.algorithm = hash

            pool.a.servers = a:1
            pool.*.hash-key = uri
            route.r.pool = web 1, a 1
            3: this has no effect, for the algorithm is not hash; write pool.*.algorithm = hash,
                or remove the line
            -> 4: route.r.pool = web 1, a 1\\npool.a.algorithm = hash

            pool.web.algorithm = first
            pool.web.slow-start = 5s
            3: this has no effect, for the algorithm "first" does not look at weights; choose
                another algorithm, or remove the line
            -> 2: pool.web.algorithm = random

            pool.web.sticky.max-age = 1h
            2: this has no effect, for sticky is off; write pool.web.sticky = lb-server, or remove
                the line
            -> 2: pool.web.timeout.idle = 1h

            pool.web.servers = a:1
            pool.web.sticky = lb
            2: this has no effect, for the pool has one server; remove the line
            -> 1: pool.web.servers = dns:a:1

            pool.web.servers = a:1
            pool.web.retry.attempts = 1
            2: this has no effect, for the pool has one server; remove the line
            -> 1: pool.web.servers = a:1, b:1

            pool.web.servers = a:1, b:1
            pool.web.retry.attempts = 0
            pool.web.retry.budget = 10%
            pool.web.retry.on = connect
            3: this has no effect, for retry.attempts is 0; remove the line
            4: this has no effect, for retry.attempts is 0; remove the line
            -> 2: pool.web.retry.attempts = 1

            pool.web.outlier.max = 90%
            2: this has no effect, for such a share of 1 is nobody; remove the line
            -> 1: pool.web.servers = a:1, b:1

            pool.web.outlier.failures = 0
            pool.web.outlier.window = 1m
            3: this has no effect, for outlier.failures is 0; remove the line
            -> 2: pool.web.outlier.failures = 1

            pool.web.tls.server-name = web.internal
            2: this has no effect, for no server is https://; remove the line
            -> 1: pool.web.servers = https://a:1

            pool.web.queue.timeout = 1s
            2: this has no effect, for queue is 0; write pool.web.queue = 100, or remove the line
            -> 1: pool.web.servers = a:1 max=2 ; 2: pool.web.queue = 10

            pool.web.queue = 10
            2: this has no effect, for no server has a max; write max=64 behind a server, or
                remove the line
            -> 1: pool.web.servers = a:1 max=2

            pool.web.refresh = 1m
            2: this has no effect, for no server is found by DNS; write dns:host:port, or remove
                the line
            -> 1: pool.web.servers = srv:_http._tcp.a

            pool.web.health = off
            pool.web.health.path = /up
            pool.web.health.header.X-A = 1
            3: this has no effect, for health is off; write pool.web.health = on, or remove the
                line
            4: this has no effect, for health is off; write pool.web.health = on, or remove the
                line
            -> 2: pool.web.health = on

            pool.web.health.status = 200
            2: this has no effect, for without health.path any answer counts as well; write
                pool.web.health.path = /, or remove the line
            -> 2: pool.web.health.path = /

            admin = off
            admin.token = a
            admin.ready = web
            3: this has no effect, for admin is off; write admin = 127.0.0.1:9090, or remove the
                line
            4: this has no effect, for admin is off; write admin = 127.0.0.1:9090, or remove the
                line
            -> 2: admin = 127.0.0.1:1

            log.access = off
            log.format = json
            3: this has no effect, for log.access is off; write log.access = stdout, or remove the
                line
            -> 2: log.access = stdout

            firewall.a.ignore-case = on
            firewall.a.action = deny
            2: this has no effect, for it compares no path; write firewall.a.path = /api, or
                remove the line
            -> 2: firewall.a.path = /x

            route.a.respond = 200 ok
            route.a.rewrite.path.strip = /x
            route.b.path = /b
            route.b.pool = web
            3: this has no effect, for no server gets a request of this route; let it lead to a
                pool, or remove the line
            -> 2: route.a.pool = web
            """;

    /** Rule b is never reached only as long as a has no host, which it was meant to have. */
    @Test
    void warnsBesideErrorsOfWhatIsSoWhateverElseIsWrong() {
        List<String> problems = Parsing.problems(POOL + """
                firewall.a.action = deny
                firewall.a.hots = a.example
                firewall.b.path = ~^/(.*a)(.*a)(.*a)(.*a)x$, ~(
                firewall.b.action = deny
                firewall.b.header.X-A = ~${NONE}(.*a)(.*a)(.*a)(.*a)x$
                """);
        assertEquals("3 4 4 warning 6", String.join(" ", problems.stream()
                .map(line -> line.replaceFirst(": warning.*", " warning").replaceFirst(":.*", ""))
                .toList()), problems::toString);
    }

    @Test
    void doesNotWarnOfRoutesAndRulesThatDiffer() {
        assertEquals(List.of(), warnings("""
                route.a.path = /x
                route.a.pool = web
                route.b.path = /x
                route.b.method = GET
                route.b.pool = web
                route.c.path = /x
                route.c.priority = 2
                route.c.header.A = 1
                route.c.pool = web
                firewall.a.action = deny
                firewall.a.mode = observe
                firewall.b.action = deny
                firewall.b.path = /b
                """));
    }

    /** Each compared with each would take seconds; not to say so would be to call them good. */
    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            2001 | firewall.rN.action = deny      | firewall rule is never reached; gets around
            2001 | firewall.rN.action = limit 9/s | firewall rule is never reached
            2000 | firewall.rN.action = limit 9/s | ''
            2001 | route.rN.pool = web            | route is never reached
            2000 | route.rN.pool = web            | ''
            """)
    void saysWhatItHasNotLookedAt(int count, String line, String expected) {
        String kind = line.substring(0, line.indexOf('N'));
        String lines = IntStream.range(0, count).mapToObj(i -> kind + i + ".host = x" + i + "\n"
                + line.replace("N", "" + i) + "\n").collect(Collectors.joining());
        assertEquals(expected, warnings(lines).stream().map(warning -> {
            assertTrue(warning.contains(" has not been looked at, for there are 2001"), warning);
            return warning.replaceFirst("^0: whether a(?:nother way to write a request)? (.*?)"
                    + "(?: a denial)? has not been .*", "$1");
        }).collect(Collectors.joining("; ")));
    }
}
