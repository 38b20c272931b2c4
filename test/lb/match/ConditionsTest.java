package lb.match;

import static lb.testing.Requests.from;
import static lb.testing.Requests.get;
import static lb.testing.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import lb.http.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # conditions                          | method target      | matches
              ``                                  | GET /              | true
              method=GET,HEAD                     | HEAD /             | true
              method=GET,HEAD                     | POST /             | false
              method=!GET                         | POST /             | true
              method=!GET                         | GET /              | false
              path=/a,/b                          | GET /b/x           | true
              path=/a,/b                          | GET /c             | false
              path=/a,!/a/b                       | GET /a/c           | true
              path=/a,!/a/b                       | GET /a/b/c         | false
              path=!/a/b,/a                       | GET /a/b/c         | false
              path=!/a                            | GET /b             | true
              path=! /a                           | GET /a             | false
              path=/a method=GET                  | GET /a             | true
              path=/a method=GET                  | POST /a            | false
              path=/a method=GET                  | GET /b             | false
              path=/a                             | GET /%61//         | true
              path=/a                             | GET /x/%2e%2e/a    | true
              param.q=x                           | GET /?q=x          | true
              param.q=x                           | GET /?q=%78        | true
              param.q=x                           | GET /?q=y&q=x      | true
              param.q=x                           | GET /?Q=x          | false
              param.q=x                           | GET /              | false
              param.q=*                           | GET /?q            | true
              param.q=*                           | GET /?p            | false
              param.q=!*                          | GET /?p            | true
              param.q=!*                          | GET /?q            | false
              param.q=~^[0-9]+$                   | GET /?q=12         | true
              param.q=~^[0-9]+$                   | GET /?q=1x         | false
              param.q=!x                          | GET /              | true
              param.q=!x                          | GET /?q=y          | true
              param.q=!x                          | GET /?q=y&q=x      | false
              param.q=*,!x                        | GET /?q=y&q=x      | false
              param.a.b=1                         | GET /?a.b=1        | true
            """)
    void match(String conditions, String request, boolean matches) {
        String[] line = request.split(" ");
        assertEquals(matches, conditions(conditions)
                .match(request(line[0], line[1], "192.0.2.7")));
    }

    @ParameterizedTest(name = "{0} matches fields {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # conditions                     | fields, / between        | matches
              host=shop.example.com          | Host: Shop.Example.com:8 | true
              host=shop.example.com,*.b.c    | Host: a.b.c              | true
              host=!*.b.c                    | Host: a.b.c              | false
              host=!*.b.c                    | Host: x                  | true
              header.X-Debug=1               | x-debug: 1               | true
              header.X-Debug=1               | X-Debug: 2               | false
              header.X-Debug=1               | X-Debug: 2 / X-DEBUG: 1  | true
              header.X-Debug=1               | X-Other: 1               | false
              header.X-Debug=On              | X-Debug: on              | false
              header.X-Debug=*               | X-Debug:                 | true
              header.X-Debug=!*              | X-Other: 1               | true
              header.X-Debug=!*              | X-Debug: 1               | false
              header.User-Agent=~(?i)bot     | User-Agent: GoogleBOT/2  | true
              header.X=1 header.x=2          | X: 2                     | true
              cookie.beta=1                  | Cookie: a=b; beta=1      | true
              cookie.beta=1                  | Cookie: a=b / Cookie: beta=1 | true
              cookie.beta=1                  | Cookie: Beta=1           | false
              cookie.beta=1                  | Cookie: beta=2; beta=1   | true
              cookie.beta=1                  | X: beta=1                | false
              cookie.beta=*                  | Cookie: beta=            | true
              cookie.beta=!*                 | Cookie: alpha=1          | true
              cookie.beta=!*                 | Cookie: x=1; beta=1      | false
              cookie.beta=~^v[0-9]$          | Cookie: beta="v1"        | true
            """)
    void matchFields(String conditions, String fields, boolean matches) {
        assertEquals(matches, conditions(conditions).match(get("/", fields.split(" / "))));
    }

    @ParameterizedTest(name = "ip = {0} matches {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
              10.0.0.0/8              | 10.1.2.3         | true
              10.0.0.0/8              | 11.1.2.3         | false
              10.0.0.0/8              | ::ffff:10.1.2.3  | true
              10.0.0.0/8,2001:db8::/32 | 2001:db8::7     | true
              10.0.0.0/8,!10.1.0.0/16 | 10.1.2.3         | false
              10.0.0.0/8,!10.1.0.0/16 | 10.2.2.3         | true
              !10.0.0.0/8             | 192.0.2.7        | true
            """)
    void matchClient(String blocks, String client, boolean matches) {
        assertEquals(matches, conditions("ip=" + blocks).match(from(client, "/")));
    }

    @ParameterizedTest(name = "{0} on {1}: route {2}, denies {3}, allows {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # conditions        | target                        | route | any   | every
              path=/a           | /a/b                          | true  | true  | true
              path=/a           | /x                            | false | false | false
              path=/a           | /%2561                        | false | true  | false
              path=/a           | /a/%252e%252e/b               | true  | true  | false
              path=/b           | /a/%252e%252e/b               | false | true  | false
              path=/a,!/a/b     | /a/b/%252e%252e/c             | false | true  | false
              path=!/a          | /b/%252e%252e/a               | true  | true  | false
              path=/a           | /a;x                          | true  | true  | false
              path=/a           | /a%2Fb                        | false | true  | false
              path=/x           | /x/a%2Fb                      | true  | true  | true
              header.X=!ok      | /                             | false | true  | false
              header.X=ok       | /                             | true  | true  | true
              header.X=*,!ok    | /                             | false | true  | false
              header.X=*,!ok,!evil | /                          | false | false | false
              header.Y=!ok      | /                             | true  | true  | true
            """)
    void areReadOnTheSafeSide(String conditions, String target, boolean route, boolean any,
            boolean every) {
        Request request = get(target, "X: ok", "X: evil");
        Conditions built = conditions(conditions);
        assertEquals(route, built.match(request));
        assertEquals(any, built.matchAnyReading(request));
        assertEquals(every, built.matchEveryReading(request));
    }

    @ParameterizedTest(name = "{0}, given up: route {1}, denies {2}, allows {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # conditions                 | route | any   | every
              header.X=~.*.*.*.*.*x          | false | true  | false
              header.X=!~.*.*.*.*.*x         | false | true  | false
              header.X=~.*.*.*.*.*x,~a       | true  | true  | true
              header.X=~.*.*.*.*.*x path=/b  | false | false | false
              param.x=1 header.X=~.*.*.*.*.*x | false | false | false
            """)
    void areUndecidedOnTheSafeSide(String conditions, boolean route, boolean any, boolean every) {
        Request request = get("/a", "X: " + "a".repeat(50) + "!");
        Conditions built = conditions(conditions);
        assertEquals(route, built.match(request));
        assertEquals(any, built.matchAnyReading(request));
        assertEquals(every, built.matchEveryReading(request));
    }

    @Test
    void ignoreCaseOfPathsOnlyWhenAsked() {
        Request request = get("/ADMIN./%C5%BFecret");
        assertFalse(conditions("path=/admin/secret").match(request));
        assertTrue(Conditions.builder().add("path", "/admin/secret").ignoreCase(true).build()
                .match(request));
        assertTrue(Conditions.builder().ignoreCase(true).add("path", "/Admin/~x").build()
                .match(get("/admin/~X")));
    }

    @ParameterizedTest(name = "{0} on GET /a?q=1 of x: {1}")
    @CsvSource(delimiter = '|', nullValues = "matches", textBlock = """
              path=/a method=GET          | matches
              path=/b,!/c method=GET      | path = /b, !/c
              path=/b method=POST,PUT     | method = POST, PUT
              host=*.x path=/a            | host = *.x
              header.X-Debug=~^[0-9]+$    | header.X-Debug = ~^[0-9]+$
              param.q=2                   | param.q = 2
              cookie.c=*                  | cookie.c = *
              ip=10.0.0.0/8,!10.1.0.0/16  | ip = 10.0.0.0/8, !10.1.0.0/16
            """)
    void nameTheFirstOptionThatDoesNotMatch(String conditions, String mismatch) {
        assertEquals(Optional.ofNullable(mismatch),
                conditions(conditions).mismatch(get("/a?q=1", "Host: x")));
    }

    @Test
    void nameTheMismatchOfTheReadingAskedFor() {
        Conditions built = conditions("path=/a");
        Subject twice = new Subject(get("/%2561"));
        assertEquals(Optional.of("path = /a"), built.mismatch(twice, Reading.CANONICAL));
        assertEquals(Optional.empty(), built.mismatch(twice, Reading.ANY));
    }

    @Test
    void areShownAsInTheFile() {
        assertEquals("method = GET, HEAD; path = =/a, /b/*, ~c, !/d; ignore-case = on",
                Conditions.builder().add("path", "=/a").add("path", "/b/*").add("path", "~c")
                        .add("path", "!/d").add("method", "GET").add("method", "HEAD")
                        .ignoreCase(true).build().toString());
        assertEquals("", Conditions.builder().build().toString());
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hosts    | x    | there is no condition "hosts"; did you mean "host"?
            header   | x    | there is no condition "header"; did you mean "header.NAME"?
            path.a   | /    | there is no condition "path.a"; did you mean "path"?
            time     | x    | there is no condition "time"; the conditions are: host, path, method, \
            ip, header.NAME, param.NAME, cookie.NAME
            header.  | x    | "" cannot be the name of a header; write header.NAME
            header.a b | x  | "a b" cannot be the name of a header; write header.NAME
            cookie.a=b | x  | "a=b" cannot be the name of a cookie; write cookie.NAME
            param.   | x    | "" cannot be the name of a param; write param.NAME
            path     | ``   | a value is missing; write one, or leave out path
            path     | !    | a value is missing; write one, or leave out path
            path     | !api | "api" does not begin with a slash; did you mean "/api"?
            method   | get  | methods are written in capitals; did you mean "GET"?
            method   | *    | "*" is not a method; leave method out to match every method
            method   | G T  | "G T" is not a method; write GET, POST or another one, and commas \
            between several
            ip       | me   | "me" is not an IP address or a block of them; write 192.0.2.7, \
            10.0.0.0/8 or 2001:db8::/32 (names are not looked up)
            header.X | ~(   | the regex is broken at character 2: unclosed group
            """)
    void refuseWithRemedy(String option, String value, String message) {
        Conditions.Builder builder = Conditions.builder();
        var refused = assertThrows(IllegalArgumentException.class,
                () -> builder.add(option, value));
        assertEquals(message, refused.getMessage());
        assertEquals("", builder.build().toString()); // What was refused leaves no trace.
    }

    /** Reads {@code path=/a,!/b method=GET}. */
    static Conditions conditions(String text) {
        Conditions.Builder builder = Conditions.builder();
        for (String option : text.isEmpty() ? new String[0] : text.split(" (?=[a-z.A-Z-]+=)")) {
            int equals = option.indexOf('=');
            Arrays.stream(option.substring(equals + 1).split(","))
                    .forEach(value -> builder.add(option.substring(0, equals), value));
        }
        return builder.build();
    }
}
