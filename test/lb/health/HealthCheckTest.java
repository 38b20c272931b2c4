package lb.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lb.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCheckTest {
    @ParameterizedTest(name = "path {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            healthz   | a path begins with /; write "/healthz"
            ''        | a path begins with /; write "/"
            /a b      | a path is written as in a URL, with %20 for a space, at " b"
            /%zz      | a path is written as in a URL, with %20 for a space, at "%zz"
            """)
    void refusesPaths(String path, String message) {
        assertEquals(message, refusal(() -> Checks.any().path(path)));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            Content-Length | 5    | a health check sets Content-Length itself; leave it out
            HOST           | a    | a health check sets HOST itself; leave it out and write health.host
            connection     | x    | a health check sets connection itself; leave it out
            X Y            | 1    | "X Y" is no header name; write letters, digits and hyphens
            X-Name         | é    | the value of X-Name is not visible ASCII; write it percent-encoded
            """)
    void refusesFields(String name, String value, String message) {
        assertEquals(message, refusal(() -> Checks.any().request("GET", "", OptionalInt.empty(),
                Headers.of(name, value))));
    }

    @ParameterizedTest(name = "{0} to {1}:{2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            get      | ''    | 80    | a server cannot be checked with method "get"; write GET or HEAD
            CONNECT  | ''    | 80    | a server cannot be checked with method "CONNECT"; write GET or HEAD
            ''       | ''    | 80    | a server cannot be checked with method ""; write GET or HEAD
            GET      | a b   | 80    | a Host is a name or an address, with :port if need be; write shop.example.com
            GET      | ''    | 0     | a port goes from 1 to 65535; write 8080
            GET      | ''    | 65536 | a port goes from 1 to 65535; write 8080
            """)
    void refusesRequests(String method, String host, int port, String message) {
        assertEquals(message, refusal(() -> Checks.any().request(method, host,
                OptionalInt.of(port), Headers.EMPTY)));
    }

    @ParameterizedTest(name = "{0} ms every {1} ms, rise {2}, fall {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            0    | 20 | 2 | 3 | a timeout is above 0; write 1s
            -5   | 20 | 2 | 3 | a timeout is above 0; write 1s
            10   | 0  | 2 | 3 | an interval is above 0; write 2s
            10   | 20 | 0 | 3 | rise is 1 or more; write 2
            10   | 20 | 2 | 0 | fall is 1 or more; write 3
            """)
    void refusesNumbers(int timeout, int interval, int rise, int fall, String message) {
        assertEquals(message, refusal(() -> new HealthCheck(Optional.empty(),
                StatusSet.parse(List.of("200")), Optional.empty(), Duration.ofMillis(interval),
                Duration.ofMillis(timeout), rise, fall, "GET", Optional.empty(),
                OptionalInt.empty(), Headers.EMPTY)));
    }

    @Test
    void isWhatItSays() {
        assertEquals(Checks.any().path("/a?b=c").body("~ok").check(),
                Checks.any().path("/a?b=c").body("~ok").check());
    }

    private static String refusal(Executable task) {
        return assertThrows(IllegalArgumentException.class, task).getMessage();
    }
}
