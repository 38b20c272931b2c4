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
        return Stream.of(RULES, ROUTES).flatMap(WarningsTest::cases);
    }

    @ParameterizedTest(name = "{0}: {1}; not with {2}")
    @MethodSource("warnings")
    void warnsButStarts(String lines, List<String> warnings, String change) {
        assertEquals(warnings, warnings(lines));
        List<String> changed = new ArrayList<>(lines.lines().toList());
        for (String line : change.split(" ; ")) { // "3: key = value", in place of line 3.
            int at = Integer.parseInt(line.split(":")[0]) - (has(lines) ? 1 : 2);
            changed.set(at, line.substring(line.indexOf(':') + 1).strip());
        }
        assertEquals(List.of(), warnings(String.join("\n", changed)), () -> changed.toString());
    }

    private static boolean has(String lines) {
        return lines.contains("pool.web.servers");
    }

    private static List<String> warnings(String lines) {
        return Parsing.show(Parsing.parse((has(lines) ? "" : POOL) + lines).warnings()).stream()
                .map(line -> line.replace(" warning:", "")).toList();
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
}
