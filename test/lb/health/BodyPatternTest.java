package lb.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyPatternTest {
    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ready        | I am ready. | true
            ready        | Ready       | false
            a.c          | abc         | false
            a.c          | a.c         | true
            ~a.c         | xabcx       | true
            ~^ok$        | ok          | true
            ~^ok$        | not ok      | false
            ~"up":\\s*true | {"up": true} | true
            """)
    void finds(String pattern, String body, boolean found) {
        assertEquals(found, BodyPattern.parse(pattern).found(body));
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Some milliseconds.
    void takesABoundedTime() {
        String body = "a".repeat(64 * 1024);
        assertTrue(BodyPattern.parse("~a$").found(body));
        assertTrue(BodyPattern.parse("~b?a{9}$").found(body));
        assertFalse(BodyPattern.parse("~.*.*.*.*x").found(body));
    }

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource(delimiter = '|', textBlock = """
            ''    | every body contains an empty text; write a text to look for
            ~     | every body contains an empty text; write a text to look for
            ~(a   | the regex is broken at character 3: unclosed group; write a valid one, or leave out the ~ to look for a text
            """)
    void refuses(String pattern, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> BodyPattern.parse(pattern)).getMessage());
    }

    /** Checks are shared by what they ask for. */
    @Test
    void isWhatWasWritten() {
        assertEquals(BodyPattern.parse("~ok"), BodyPattern.parse("~ok"));
        assertEquals(BodyPattern.parse("~ok").hashCode(), BodyPattern.parse("~ok").hashCode());
        assertNotEquals(BodyPattern.parse("~ok"), BodyPattern.parse("ok"));
        assertTrue(BodyPattern.parse("~ok").toString().equals("~ok"));
    }
}
