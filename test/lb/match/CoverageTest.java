package lb.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lb.http.Request;
import lb.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about conditions before there is a request is true of every request. */
final class CoverageTest {
    private static final boolean LONG = Boolean.getBoolean("lb.long");
    private static final List<String> HOSTS = List.of("a.example", "*.example", "*.a.example",
            "~^a[.]", "b.test");
    private static final List<String> PATHS = List.of("/", "/a", "/a/", "=/a", "=/a/", "/a/b",
            "/a/**", "/a/*", "/a*", "/**", "/**/b", "~^/", "~^/a", "~b$", "/A", "=/A/B", "~^ab");
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST");
    private static final List<String> IPS = List.of("10.0.0.0/8", "10.1.0.0/16", "10.1.0.1",
            "0.0.0.0/0", "::/0", "::1");
    private static final List<String> VALUES = List.of("1", "2", "*", "~^[12]$", "~1", "1, 2");
    private static final List<String> TARGETS = List.of("/", "/a", "/a/", "/a/b", "/a/b/c", "/ab",
            "/A", "/A/B", "/a/B", "/%2561", "/x%5C..%5Ca", "/a;/b", "/b", "/a.", "/c/b", "/ab/b");
    private static final List<String> FIELDS = List.of("X-A: 1", "X-A: 2", "X-A: 3", "X-A: 1, 2",
            "X_A: 1", "x-a: 2, 3", "Cookie: c=1", "Cookie: c=2; c=3", "Cookie: C=1", "X-A:");

    private final Random random = new Random(7);

    @ParameterizedTest(name = "{0} covers {1}: {2}, {3}, {4} for routes, denials, allowing first")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # the one             | the other                  | route | deny  | allow, then deny
              ``                  | host=a path=/x           | true  | true  | true
              host=a              | host=a                   | true  | true  | true
              host=a              | host=b                   | false | false | false
              host=a              | ``                       | false | false | false
              host=*.example      | host=a.example           | true  | true  | true
              host=*.example      | host=*.a.example         | true  | true  | true
              host=*.a.example    | host=*.example           | false | false | false
              host=*.example      | host=*.notexample        | false | false | false
              host=~^a            | host=a.example           | true  | true  | true
              host=~^a            | host=~^a                 | true  | true  | true
              host=~^a            | host=~^ab                | false | false | false
              host=!a             | host=b                   | true  | true  | true
              host=*.example,!a.example | host=*.a.example   | true  | true  | true
              path=/a             | path=/a/b                | true  | true  | false
              path=/a             | path==/a                 | true  | true  | false
              path=/a             | path=/ab                 | false | false | false
              path=/a/            | path=/a                  | false | false | false
              path=/a             | path=/a/*.png            | true  | true  | false
              path=/a             | path=/a*                 | false | false | false
              path=/a/**          | path=/a                  | true  | true  | false
              path=/a/*           | path=/a/b                | false | false | false
              path=/              | ip=10.0.0.1              | true  | true  | true
              path=/a,!/a/b       | path=/a                  | false | false | false
              path=/a,!/a/b       | path=/a/c                | true  | true  | false
              path=/a,!/a/b       | path=/a,!/a/b            | true  | true  | false
              method=GET,HEAD     | method=GET               | true  | true  | false
              method=!POST        | method=GET               | true  | true  | false
              ip=10.0.0.0/8       | ip=10.1.0.0/16           | true  | true  | true
              ip=0.0.0.0/0        | ip=::1                   | false | false | false
              header.X-A=*        | header.x-a=1             | true  | true  | false
              header.X-A=1        | header.X-A=*             | false | false | false
              header.X-A=!1       | header.X-A=2             | false | false | false
              header.X-A=!1       | header.X-A=!1            | true  | true  | false
              param.q=1,2         | param.q=1 method=GET     | true  | true  | false
              param.q=1           | param.p=1                | false | false | false
              cookie.c=~^1        | cookie.c=12              | true  | true  | false
            """)
    void knowsWhatCoversWhat(String one, String other, boolean route, boolean deny,
            boolean allow) {
        Conditions wide = ConditionsTest.conditions(one);
        Conditions narrow = ConditionsTest.conditions(other);
        assertEquals(route, wide.cover(Reading.CANONICAL, narrow, Reading.CANONICAL));
        assertEquals(deny, wide.cover(Reading.ANY, narrow, Reading.ANY));
        assertEquals(allow, wide.cover(Reading.EVERY, narrow, Reading.ANY));
    }

    @Test
    void comparesPathsWithAndWithoutRegardToCase() {
        Conditions folded = Conditions.builder().ignoreCase(true).add("path", "/Admin").build();
        Conditions exact = ConditionsTest.conditions("path=/admin/x");
        assertTrue(folded.cover(Reading.ANY, exact, Reading.ANY));
        assertFalse(exact.cover(Reading.ANY, folded, Reading.ANY));
    }

    @ParameterizedTest(name = "{0} contradicts itself: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            host=a,!a                  | host = a, !a
            host=a.b,!*.b              | host = a.b, !*.b
            path=/a/b,!/a              | path = /a/b, !/a
            path=!/                    | path = !/
            path=~^api                 | path = ~^api
            path=~^a?pi                |
            path=~^/api                |
            path=/a,!/a/b              |
            host=a,b,!a                |
            ip=10.0.0.1,!10.0.0.0/8    | ip = 10.0.0.1, !10.0.0.0/8
            method=GET,!GET            | method = GET, !GET
            header.X=1,!*              | header.X = 1, !*
            header.X=~1,!1             |
            """)
    void findsContradictions(String conditions, String text) {
        assertEquals(text, ConditionsTest.conditions(conditions).contradiction().orElse(null));
    }

    @Test
    void leavesAlternativesOfARegexAlone() {
        assertEquals(Optional.empty(), ConditionsTest.conditions("path=~^api|/x").contradiction());
    }

    @Test
    void saysNothingThatARequestProvesWrong() {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            requests.add(request());
        }
        int covered = 0;
        int contradictory = 0;
        for (int i = 0; i < (LONG ? 200_000 : 10_000); i++) {
            Conditions wide = conditions();
            Conditions narrow = random.nextInt(3) > 0 ? conditions() : wide;
            Reading reading = one(List.of(Reading.values()));
            Reading theirs = random.nextBoolean() ? reading : one(List.of(Reading.values()));
            boolean covers = wide.cover(reading, narrow, theirs);
            boolean none = narrow.contradiction().isPresent();
            covered += covers && wide != narrow ? 1 : 0;
            contradictory += none ? 1 : 0;
            for (Request request : covers || none ? requests : List.<Request>of()) {
                Subject subject = new Subject(request);
                boolean matches = narrow.match(subject, theirs);
                assertFalse(matches && none, () -> narrow + " matches " + request);
                assertTrue(!matches || !covers || wide.match(subject, reading),
                        () -> wide + " does not match on " + reading + ", but " + narrow
                                + " does on " + theirs + ": " + request);
            }
        }
        assertTrue(covered > 300 && contradictory > 300, covered + " and " + contradictory);
    }

    private Conditions conditions() {
        Conditions.Builder builder = Conditions.builder().ignoreCase(random.nextInt(4) == 0);
        some(2, "host", HOSTS, builder);
        some(2, "path", PATHS, builder);
        some(5, "method", METHODS, builder);
        some(5, "ip", IPS, builder);
        some(4, "header.X-A", VALUES, builder);
        some(6, "cookie.c", VALUES, builder);
        some(6, "param.q", VALUES, builder);
        Conditions built = builder.build();
        return random.nextInt(5) == 0 ? built.plainHttp() : one(built.alternatives());
    }

    private void some(int oneIn, String option, List<String> values, Conditions.Builder builder) {
        for (int i = random.nextInt(oneIn) == 0 ? random.nextInt(1, 4) : 0; i > 0; i--) {
            builder.add(option, (random.nextInt(3) == 0 ? "!" : "") + one(values));
        }
    }

    private Request request() {
        List<String> fields = new ArrayList<>(List.of("Host: " + one(List.of("a.example",
                "x.a.example", "b.test", "c.example", "a.b", ""))));
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.add(one(FIELDS));
        }
        String query = one(List.of("", "", "?q=1", "?q=2&q=1", "?q=3", "?q", "?Q=1", "?q=1,%202"));
        return Requests.request(one(List.of("GET", "HEAD", "get", "POST")), one(TARGETS) + query,
                one(List.of("10.1.0.1", "10.2.0.1", "192.0.2.7", "::1", "10.1.9.9")),
                fields.toArray(String[]::new));
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
