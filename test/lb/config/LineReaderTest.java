package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {
    private final Problems problems = new Problems(Path.of("lb.properties"));

    private List<Line> read(String text) {
        return LineReader.read(text, problems);
    }

    @Test
    void keepsOrderLinesAndDuplicates() {
        assertEquals(
                List.of(new Line(2, "b", "1"), new Line(3, "a", "2"), new Line(6, "b", "3")),
                read("# a comment\nb = 1\na = 2\n\n! another\nb = 3\n"));
    }

    @Test
    void numbersAContinuedEntryByItsFirstLine() {
        assertEquals(
                List.of(new Line(1, "a", "1, 2,#3"), new Line(4, "b", "4")),
                read("a = 1, \\\n    2,\\\n  #3\nb = 4"));
    }

    @Test
    void countsLinesWhicheverWayTheyEnd() {
        assertEquals(
                List.of(new Line(1, "a", "1"), new Line(2, "b", "2"), new Line(4, "c", "3")),
                read("a=1\rb=2\r\n\r\nc=3"));
    }

    @ParameterizedTest(name = "{0} is key {1} and value {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a=b            | a    | b
            a:b            | a    | b
            a b            | a    | b
            a = = b        | a    | = b
            a\\=b=c        | a=b  | c
            a=\\\\         | a    | \\
            a=\\u0041\\t.  | a    | "A\t."
            a=\\q          | a    | q
            a              | a    | ""
            =b             | ""   | b
            """)
    void splitsKeyAndValue(String text, String key, String value) {
        assertEquals(List.of(new Line(1, key, value)), read(text));
    }

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource({"a=\\u12", "a=\\u12g4", "a=\\u", "\\uuuuu=b"})
    void refusesABrokenEscapeAtItsLine(String text) {
        assertEquals(List.of(new Line(3, "c", "d")), read("\n" + text + "\nc=d"));
        assertEquals(1, problems.sorted().size());
        assertEquals(2, problems.sorted().get(0).line());
        assertTrue(problems.sorted().get(0).remedy().contains("four hexadecimal digits"));
    }

    @Test
    void readsWhatPropertiesReadsInRandomTexts() throws IOException {
        Random random = new Random(7);
        int compared = 0;
        for (int round = 0; round < 50_000; round++) {
            String text = randomText(random);
            Map<String, String> expected = properties(text);
            Problems found = new Problems(Path.of("random"));
            Map<String, String> actual = new HashMap<>();
            LineReader.read(text, found).forEach(line -> actual.put(line.key(), line.value()));
            actual.remove(""); // The JDK makes one of a "\\" at the end; we do not.
            if (expected == null) {
                assertTrue(found.hasErrors(), () -> "accepted " + visible(text));
            } else {
                assertEquals(expected, actual, () -> "differs on " + visible(text));
                compared++;
            }
        }
        assertTrue(compared > 25_000, "most texts must be readable: " + compared);
    }

    /** What the JDK reads; null when it refuses the text. */
    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
        Map<String, String> map = new HashMap<>();
        properties.forEach((key, value) -> map.put((String) key, (String) value));
        map.remove("");
        return map;
    }

    private static String randomText(Random random) {
        String[] pieces = {"a", "b", "=", ":", " ", "\t", "\f", "\\", "\\", "\n", "\n", "\r",
            "\r\n", "#", "!", "u", "\\u0041", "0041", "ä", "t", "${x}"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(24); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static String visible(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
                .replace("\t", "\\t").replace("\f", "\\f");
    }
}
