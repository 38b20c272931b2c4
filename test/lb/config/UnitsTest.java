package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import lb.observe.LogFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    private static void assertRefused(String remedy, Section.Parser<?> parser, String text) {
        assertEquals(remedy, assertThrows(IllegalArgumentException.class,
                () -> parser.apply(text)).getMessage());
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"250ms, PT0.25S", "5s, PT5S", "2m, PT2M", "1h, PT1H", "0s, PT0S",
        "87600h, PT87600H", "007s, PT7S"})
    void readsDurations(String text, Duration duration) {
        assertEquals(duration, Units.duration(text));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            5         | a duration needs a unit; write 5s or 5ms
            5 s       | '5 s' is not a duration; write 250ms, 5s, 2m or 1h
            1.5s      | '1.5s' is not a duration; write 250ms, 5s, 2m or 1h
            -1s       | '-1s' is not a duration; write 250ms, 5s, 2m or 1h
            1d        | '1d' is not a duration; write 250ms, 5s, 2m or 1h
            ""        | '' is not a duration; write 250ms, 5s, 2m or 1h
            87601h    | '87601h' is too long; write at most 87600h
            99999999999999999999999s | '99999999999999999999999s' is too long; write at most 87600h
            """)
    void refusesDurations(String text, String remedy) {
        assertRefused(remedy.replace('\'', '"'), Units::duration, text);
    }

    @Test
    void refusesAPeriodOfNothing() {
        assertEquals(Duration.ofMillis(1), Units.period("1ms"));
        assertRefused("this cannot be 0; write 1ms or more", Units::period, "0s");
    }

    @ParameterizedTest(name = "{0} is {1} bytes")
    @CsvSource({"0, 0", "512, 512", "64k, 65536", "10m, 10485760", "2g, 2147483648", "1K, 1024",
        "8589934591g, 9223372035781033984"})
    void readsSizes(String text, long bytes) {
        assertEquals(bytes, Units.size(text));
    }

    @ParameterizedTest(name = "refuses the size {0}")
    @ValueSource(strings = {"", "k", "64kb", "1.5m", "-1", "64 k", "8589934592g",
        "9223372036854775807k", "99999999999999999999g", "٣"})
    void refusesSizes(String text) {
        assertThrows(IllegalArgumentException.class, () -> Units.size(text));
    }

    @Test
    void refusesSizesThatDoNotFitAnInt() {
        assertEquals(Integer.MAX_VALUE, Units.smallSize("2147483647"));
        assertRefused("\"2g\" is out of range; write 1 to 2047m", Units::smallSize, "2g");
        assertRefused("\"0\" is out of range; write 1 to 2047m", Units::smallSize, "0");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"20%, 0.2", "0%, 0", "100%, 1", "12.5%, 0.125"})
    void readsShares(String text, double share) {
        assertEquals(share, Units.percent(0, 100).apply(text));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            20      | a share needs its sign; write 20%
            0.2     | "0.2" is not a share; write 20%
            101%    | "101%" is out of range; write 0% to 100%
            100.1%  | "100.1%" is out of range; write 0% to 100%
            -1%     | "-1%" is not a share; write 20%
            """)
    void refusesShares(String text, String remedy) {
        assertRefused(remedy, Units.percent(0, 100), text);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0                    | 0 is out of range; write 1 to 10
            11                   | 11 is out of range; write 1 to 10
            99999999999999999999 | 99999999999999999999 is out of range; write 1 to 10
            -5                   | -5 is out of range; write 1 to 10
            many                 | "many" is not a whole number; write 1 to 10
            1.0                  | "1.0" is not a whole number; write 1 to 10
            +1                   | "+1" is not a whole number; write 1 to 10
            """)
    void refusesNumbers(String text, String remedy) {
        assertEquals(10, Units.integer(1, 10).apply("10"));
        assertRefused(remedy, Units.integer(1, 10), text);
    }

    @Test
    void readsSwitches() {
        assertEquals(true, Units.onOff("on"));
        assertEquals(false, Units.onOff("off"));
        assertRefused("\"true\" is neither on nor off; write one of them", Units::onOff, "true");
    }

    @Test
    void readsNamesAndSuggestsTheClosest() {
        Section.Parser<LogFormat> parser =
                Units.choice("log format", LogFormat.values(), LogFormat::label);
        assertEquals(LogFormat.JSON, parser.apply("json"));
        assertRefused("there is no log format \"comon\"; did you mean \"common\"?",
                parser, "comon");
        assertRefused("there is no log format \"xml\"; the log formats are: common, combined, json",
                parser, "xml");
    }

    @ParameterizedTest(name = "refuses the token {0}")
    @ValueSource(strings = {"", "a b", "a:b", "a,b", "ä", "a\n"})
    void refusesWhatIsNoToken(String text) {
        assertEquals("X-Request-Id", Units.token("a name").apply("X-Request-Id"));
        assertThrows(IllegalArgumentException.class, () -> Units.token("a name").apply(text));
    }

    @ParameterizedTest(name = "refuses the target {0}")
    @ValueSource(strings = {"", "health", "/a b", "/a#b", "/ä", "/a\r\nX: y"})
    void refusesWhatIsNoTarget(String text) {
        assertEquals("/health?deep=1", Units.target("/health?deep=1"));
        assertThrows(IllegalArgumentException.class, () -> Units.target(text));
    }
}
