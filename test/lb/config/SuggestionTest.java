package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> ALGORITHMS =
            List.of("round-robin", "random", "least-connections", "hash");

    @ParameterizedTest(name = "{0} suggests {1}")
    @CsvSource(delimiter = '|', textBlock = """
            least-conn         | least-connections
            least-connection   | least-connections
            randmo             | random
            Round_Robin        | round-robin
            hsah               | hash
            h                  | nothing
            weighted           | nothing
            ip                 | nothing
            """)
    void suggestsOnlyWhatIsClose(String written, String expected) {
        assertEquals(expected, Suggestion.closest(written, ALGORITHMS).orElse("nothing"));
    }

    @ParameterizedTest(name = "from {0} to {1} it takes {2}")
    @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "ab, abc, 1", "abc, axc, 1",
        "kitten, sitting, 3", "'', abc, 3", "ca, abc, 3"})
    void countsChanges(String from, String to, int changes) {
        assertEquals(changes, Suggestion.distance(from, to));
    }

    @Test
    void takesNoTimeForWhatIsNoName() {
        assertEquals(Integer.MAX_VALUE, Suggestion.distance("a".repeat(1_000_000), "hash"));
    }
}
