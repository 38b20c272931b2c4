package lb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KNOWN =
            List.of("round-robin", "least-connections", "least-latency", "hash", "path", "pool",
                    "ip");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # written           | meant
              round-robbin      | round-robin
              roundrobin        | round-robin
              Hash              | hash
              ahsh              | hash
              least-conn        | least-connections
              least             | least-latency
              least-latncy      | least-latency
              pth               | path
              pi                | ip
              po                | none
              x                 | none
              ''                | none
              weighted          | none
            """)
    void findsTheNameThatWasMeant(String written, String meant) {
        assertEquals(Optional.ofNullable(meant), Suggestion.closest(written, KNOWN));
    }

    @Test
    void endsMessagesWithTheNameOrWithAllNames() {
        assertEquals("; did you mean \"hash\"?", Suggestion.among("hsah", "names", KNOWN));
        assertEquals("; the names are: a, b", Suggestion.among("x", "names", List.of("aa", "bb"))
                .replace("aa", "a").replace("bb", "b"));
    }
}
