package lb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1,"b":[true,null]}   | {"a":1,"b":[true,null]}
            [ 1 , -2.5e1 , "" ]       | [1,-25,""]
            "\\u0041\\n\\"\\\\\\/"    | "A\\u000a\\"\\\\/"
            123456789012345678        | 123456789012345678
            1234567890123456789       | 1.2345678901234568E18
            "<\\u2028é"               | "\\u003c\\u2028é"
            "\\ud83d"                 | "\\ud83d"
            {}                        | {}
            0.1                       | 0.1
            """)
    void writesWhatItReads(String text, String again) {
        assertEquals(again, Json.compact(Json.parse(text)));
    }

    @ParameterizedTest(name = "refuses {0}")
    @ValueSource(strings = {"", "{", "[1,]", "{\"a\":1,}", "{a:1}", "{\"a\":1,\"a\":2}", "01", "+1",
        ".5", "1.", "NaN", "tru", "\"\n\"", "\"\\x\"", "\"\\u12g4\"", "1 2", "'a'", "[1", "\"a",
        "{\"a\"}", "// x"})
    void refusesWhatIsNoJson(String text) {
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> Json.parse(text));
        assertTrue(wrong.getMessage().matches("no JSON: .*, at character [0-9]+"),
                wrong.getMessage());
    }

    @Test
    void endsBeforeTheStackDoes() {
        assertThrows(IllegalArgumentException.class, () -> Json.parse("[".repeat(100_000)));
    }

    @Test
    void writesWhatJavaHas() {
        assertEquals("[1.5,null,null,null,\"x\",2]", Json.compact(Arrays.asList(1.5f, Double.NaN,
                null, Optional.empty(), Optional.of("x"), 2.0)));
    }

    @Test
    void setsOutForPeople() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("name", "web");
        value.put("ports", List.of(1, 2));
        value.put("servers", List.of(Map.of("name", "a"), Map.of("name", "b")));
        assertEquals("""
                {
                  "name": "web",
                  "ports": [1, 2],
                  "servers": [
                    {"name": "a"},
                    {"name": "b"}
                  ]
                }
                """, Json.pretty(value));
    }
}
