package lb.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
    @AfterEach
    void listenNoMore() {
        Regex.onGivingUp(line -> {});
    }

    @ParameterizedTest(name = "{0} in \"{1}\": {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
              b            | abc    | YES
              ^b           | abc    | NO
              ^abc$        | abc    | YES
              ^ab$         | abc    | NO
              ABC          | abc    | NO
              (?i)ABC      | abc    | YES
              .*c          | abc    | YES
              .*d          | abc    | NO
              `.*d|b`      | abc    | YES
              .*?b.*       | abc    | YES
            """)
    void matchesAnywhere(String regex, String text, Answer answer) {
        assertEquals(answer, Regex.compile(regex, false).find(text));
    }

    @Test
    void takesEveryCharacterForADot() {
        for (String end : List.of("\n", "\r", "\u0085", "\u2028", "\u2029")) {
            assertEquals(Answer.YES, Regex.compile("^/a.b$", false).find("/a" + end + "b"));
            assertEquals(Answer.YES, Regex.compile(".*b", false).find("/a" + end + "b"));
        }
        assertEquals(Answer.NO, Regex.compile("a$", false).find("a\u2028"));
    }

    @ParameterizedTest(name = "without regard to case, {0} matches {1}")
    @CsvSource({"k, \u212a", "s, \u017f", "É, é", "[a-z], K", "x, X"})
    void ignoresCase(String regex, String text) {
        assertEquals(Answer.YES, Regex.compile("^" + regex + "$", true).find(text));
    }

    @ParameterizedTest(name = "{0} is given up")
    @ValueSource(strings = {"^(a|aa)+$", "(a*)*b", "(.*)(.*)(.*)(.*)(.*)x", "a.*b.*c"})
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void givesUpWhatRunsForLong(String regex) {
        long before = Regex.givenUp();
        assertEquals(Answer.UNDECIDED, Regex.compile(regex, false).find("a".repeat(5000) + "!"));
        assertTrue(Regex.givenUp() > before);
    }

    @Test
    void givesUpWhatWouldOverflowTheStack() throws Exception {
        Answer[] answer = new Answer[1];
        Regex regex = Regex.compile("^(a|b)*c$", false); // Recurs for each character, no step lost.
        Thread small = new Thread(null, () -> answer[0] = regex.find("ab".repeat(15_000)), "small",
                128 * 1024);
        small.start();
        small.join(TimeUnit.SECONDS.toMillis(10));
        assertEquals(Answer.UNDECIDED, answer[0]);
    }

    @Test
    void hasStepsEnoughForSoundRegexes() {
        String longest = "/" + "segment/".repeat(1000) + "x.jpg";
        assertEquals(Answer.NO, Regex.compile("\\.(php|cgi)$", false).find(longest));
        assertEquals(Answer.NO, Regex.compile(".*\\.php", false).find(longest));
        assertEquals(Answer.NO, Regex.compile("^/v[0-9]+/.*/admin$", false).find(longest));
        assertEquals(Answer.YES, Regex.compile("^(/[^/]+)*$", false).find("/a/b/c/d/e/f/g/h"));
    }

    @Test
    void isHeardOfTheMoreSeldomTheMoreOftenItGivesUp() {
        List<String> lines = new ArrayList<>();
        Regex.onGivingUp(lines::add);
        Regex regex = Regex.compile(".*.*.*.*.*x", false);
        for (int i = 0; i < 5; i++) {
            regex.find("a".repeat(50) + "!");
        }
        String line = "the regex ~.*.*.*.*.*x was given up on a text of 51 characters, ";
        assertEquals(List.of(line + "1 time so far", line + "2 times so far",
                line + "4 times so far"), lines);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
              (a         | the regex is broken at character 3: unclosed group
              a{2,1}     | the regex is broken at character 6: illegal repetition range
              [          | the regex is broken at character 1: unclosed character class
              ``         | there is no regex behind "~"; write one, as in ~^/v[0-9]+/
              *\\.php$   | "~*" is not known here; did you mean "~(?i)\\.php$"?
              * ^/a      | "~*" is not known here; did you mean "~(?i)^/a"?
            """)
    void refusesBrokenRegex(String regex, String message) {
        var refused = assertThrows(IllegalArgumentException.class,
                () -> Regex.compile(regex, false));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void refusesBottomlessRegex() {
        String nested = "(".repeat(100_000) + ")".repeat(100_000);
        var refused = assertThrows(IllegalArgumentException.class,
                () -> Regex.compile(nested, false));
        String message = refused.getMessage(); // JDK 25 finds this out by itself, at some place.
        assertTrue(message.startsWith("the regex is broken") && message.length() < 100, message);
    }
}
