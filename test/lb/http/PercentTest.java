package lb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {
    @ParameterizedTest(name = "{0}: as a name {1}, as a path {2}, repaired {3}, in a query {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # text  | name        | decoded path | raw path  | raw query
              a-._~ | a-._~       | a-._~        | a-._~     | a-._~
              a/b   | a%2Fb       | a/b          | a/b       | a/b
              a?b   | a%3Fb       | a%3Fb        | a%3Fb     | a?b
              a#b   | a%23b       | a%23b        | a%23b     | a%23b
              a%41  | a%2541      | a%2541       | a%41      | a%41
              a%4   | a%254       | a%254        | a%254     | a%254
              a%    | a%25        | a%25         | a%25      | a%25
              a b   | a%20b       | a%20b        | a%20b     | a%20b
              a"<\\ | a%22%3C%5C  | a%22%3C%5C   | a%22%3C%5C | a%22%3C%5C
              ;@:&= | %3B%40%3A%26%3D | ;@:&=    | ;@:&=     | ;@:&=
              é     | %C3%A9      | %C3%A9       | %C3%A9    | %C3%A9
            """)
    void encodesWhatMayNotStandThere(String text, String name, String decodedPath, String rawPath,
            String rawQuery) {
        assertEquals(name, Percent.encode(text));
        assertEquals(decodedPath, Percent.encodePath(text));
        assertEquals(rawPath, Percent.repairPath(text));
        assertEquals(rawQuery, Percent.repairQuery(text));
        assertEquals(text, Percent.decode(Percent.encode(text), true));
    }

    @Test
    void copiesNothingThatMayStay() {
        String path = "/a/b%20c;d=1";
        assertSame(path, Percent.repairPath(path));
    }

    @Test
    void readsPlusAsSpaceOnlyWhereAsked() {
        assertEquals("a+b c", Percent.decode("a+b%20c", false));
        assertEquals("a b c", Percent.decode("a+b%20c", true));
    }
}
