package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
    private final Environment environment =
            new Environment(Map.of("PORT", "8080", "EMPTY", "", "NESTED", "${PORT}"));
    private final List<String> problems = new ArrayList<>();

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            no variable              | no variable
            ${PORT}                  | 8080
            a:${PORT}, b:${PORT}     | a:8080, b:8080
            ${PORT:9090}             | 8080
            ${OTHER:9090}            | 9090
            ${OTHER:}                | ""
            ${EMPTY:9090}            | ""
            ${OTHER:http://[::1]:80} | http://[::1]:80
            $${PORT}                 | ${PORT}
            $$${PORT}                | $${PORT}
            ${PORT}$${x}${PORT}      | 8080${x}8080
            ^/a$ $1 {path}           | ^/a$ $1 {path}
            ${NESTED}                | ${PORT}
            """)
    void fillsInVariables(String value, String expanded) {
        assertEquals(expanded, environment.expand(value, problems::add));
        assertEquals(List.of(), problems);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ${MISSING}        | the environment variable MISSING is not set
            ${PORT            | "${" is never closed
            a ${              | "${" is never closed
            ${}               | "" cannot be the name
            ${client-ip}      | "client-ip" cannot be the name
            ${OTHER:{path}}   | the default of ${OTHER} cannot hold braces
            ${OTHER:${PORT}}  | the default of ${OTHER} cannot hold braces
            """)
    void refuses(String value, String remedy) {
        environment.expand(value, problems::add);
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith(remedy), problems::toString);
    }
}
