package lb.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusSetTest {
    private static StatusSet parse(String text) {
        return StatusSet.parse(Arrays.asList(text.split(",")));
    }

    @ParameterizedTest(name = "{0} contains {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            200-399      | 199  | false
            200-399      | 200  | true
            200-399      | 399  | true
            200-399      | 400  | false
            200, 404     | 404  | true
            200, 404     | 403  | false
            100-599      | 99   | false
            100-599      | 600  | false
            100-599      | -1   | false
            100-599      | 9999 | false
            200 - 299    | 250  | true
            """)
    void contains(String set, int status, boolean contained) {
        assertEquals(contained, parse(set).contains(status));
    }

    @ParameterizedTest(name = "refuses {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2xx         | "2xx" is no range of status codes; write 200-299
            ok          | "ok" is no status code or range; write 200 or 200-399
            ''          | "" is no status code or range; write 200 or 200-399
            20          | "20" is no status code or range; write 200 or 200-399
            2000        | "2000" is no status code or range; write 200 or 200-399
            200-        | "200-" is no status code or range; write 200 or 200-399
            200-300-400 | "200-300-400" is no status code or range; write 200 or 200-399
            399-200     | the range "399-200" runs backwards; write 200-399
            099         | there is no status 099; write codes from 100 to 599
            200-600     | there is no status 600; write codes from 100 to 599
            200,4xx     | "4xx" is no range of status codes; write 400-499
            """)
    void refuses(String text, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> parse(text)).getMessage());
    }

    @Test
    void refusesNothing() {
        assertThrows(IllegalArgumentException.class, () -> StatusSet.parse(List.of()));
    }

    @Test
    void isWhatItContains() {
        assertEquals(parse("200-204"), parse("200, 201-203, 204"));
        assertEquals(parse("200-204").hashCode(), parse("200, 201-203, 204").hashCode());
        assertNotEquals(parse("200-204"), parse("200-205"));
        assertEquals("200-204, 404", parse("404,200,201-204").toString());
    }
}
