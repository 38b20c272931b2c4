package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WrittenTest {
    private static final String POOL = "pool.web.servers = a:1, b:1 weight=2";

    /** In files, a semicolon ends a line. */
    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ''                           | ''                           | ''
            ''                           | pool.web.algorithm = round-robin | ''
            via = lb                     | ''                           | ''
            ''                           | limit.body = 1m              | limit.body off -> 1m
            via = a                      | via = b                      | via a -> b
            ''                           | trusted-proxies = 10.0.0.1   | trusted-proxies + 10.0.0.1
            listen = 1, 2                | listen = 2, 3                | listen + 3, - 1
            listen = 1, 2                | listen = 2, 1                | listen in another order
            route.r.pool = web;route.r.host = a | route.r.host = b;route.r.pool = web | route r: host a -> b
            route.r.pool = web           | route.r.pool = web;route.r.path = /x | route r: path none -> /x
            route.r.pool = web           | route.r.pool = web;route.s.pool = web;route.s.path = /s | + route s
            firewall.x.action = deny     | ''                           | - firewall x
            pool.web.sticky = c;pool.web.sticky.secret = one | pool.web.sticky = c;pool.web.sticky.secret = two | pool web: sticky.secret changed
            ''                           | pool.*.health.path = /h      | + pool *
            firewall.a.action = deny;firewall.b.action = allow | firewall.b.action = allow;firewall.a.action = deny | firewall: order a, b -> b, a
            """)
    void tellsWhatIsDifferent(String before, String after, String changes) {
        assertEquals(changes.replace("''", ""), String.join("; ",
                written(before).changesTo(written(after))));
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a:1, b:1 | b:1, a:1          | pool web: in another order
            a:1, b:1 | a:1,  b:1         | ''
            a:1, b:1 | a:1, c:1          | pool web: + c:1, - b:1
            a:1, b:1 | a:1 weight=2, b:1 | pool web: a:1 -> a:1 weight=2
            a:1      | a:1, dns:x:80     | pool web: + dns:x:80
            a:1      | a:1, dns:https://x:80 | pool web: + dns:https://x:80
            """)
    void tellsWhichServersComeAndGo(String before, String after, String changes) {
        assertEquals(changes, String.join("; ", Parsing.parse("pool.web.servers = " + before)
                .written().changesTo(Parsing.parse("pool.web.servers = " + after).written())));
    }

    private static Written written(String text) {
        return Parsing.parse(POOL + "\n" + text.replace("''", "").replace(";", "\n")).written();
    }
}
