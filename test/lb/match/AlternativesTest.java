package lb.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlternativesTest {
    @Test
    void takesHostsAndPathsApartAndNothingElse() {
        Conditions conditions = Conditions.builder()
                .add("host", "a").add("host", "*.b").add("host", "!c.b")
                .add("path", "/x").add("path", "=/y")
                .add("method", "GET").add("method", "HEAD").build();
        assertEquals("""
                method = GET, HEAD; host = a, !c.b; path = /x
                method = GET, HEAD; host = a, !c.b; path = =/y
                method = GET, HEAD; host = *.b, !c.b; path = /x
                method = GET, HEAD; host = *.b, !c.b; path = =/y""",
                conditions.alternatives().stream().map(Conditions::toString)
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void isTheSameObjectWhereThereIsOnlyOne() {
        Conditions conditions = Conditions.builder().add("host", "a").add("path", "/x").build();
        assertSame(conditions, conditions.alternatives().get(0));
    }

    @ParameterizedTest(name = "host = {0} is exactly {1}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # host            | exactly
              Shop.Example.   | shop.example
              shop.example,!b | shop.example
              a,b             | none
              *.a             | none
              ~a              | none
              !a              | none
            """)
    void knowsTheOneHostThatItMatches(String hosts, String exactly) {
        Conditions.Builder builder = Conditions.builder();
        for (String host : hosts.split(",")) {
            builder.add("host", host);
        }
        assertEquals(Optional.ofNullable(exactly), builder.build().exactHost());
        assertEquals(Optional.empty(), Conditions.builder().build().exactHost());
    }
}
