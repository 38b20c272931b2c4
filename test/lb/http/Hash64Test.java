package lb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hash64Test {
    /** Whoever changes these moves every key of every user to another server. */
    @ParameterizedTest(name = "{0} has the hash {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''       | f52a15e9a9b5e89b
            a:80     | e7cc274b03397645
            10.1.1.1 | ba0a8f954548fc9f
            é        | 233403617480019e
            """)
    void neverChanges(String text, String hash) {
        assertEquals(hash, Long.toHexString(Hash64.of(text)));
    }

    @Test
    void changesHalfOfTheBitsWithOneOfTheText() {
        long changed = 0;
        int pairs = 0;
        for (int i = 0; i < 1000; i++) {
            for (int bit = 0; bit < 4; bit++) {
                String text = "10.0." + i / 100 + "." + i % 100;
                String other = text.substring(0, text.length() - 1)
                        + (char) (text.charAt(text.length() - 1) ^ 1 << bit);
                changed += Long.bitCount(Hash64.of(text) ^ Hash64.of(other));
                pairs++;
            }
        }
        assertEquals(32.0, (double) changed / pairs, 0.5);
    }

    /** The numbers of a key for two servers must be as if drawn for each alone. */
    @Test
    void makesPairsThatHaveNothingToDoWithEachOther() {
        int keys = 100_000;
        int low = 0;
        int bothLow = 0;
        for (int i = 0; i < keys; i++) {
            long key = Hash64.of("10.0.0." + i);
            boolean one = Hash64.unit(Hash64.pair(key, Hash64.of("a:80"))) < 0.1;
            boolean other = Hash64.unit(Hash64.pair(key, Hash64.of("b:80"))) < 0.1;
            low += one ? 1 : 0;
            bothLow += one && other ? 1 : 0;
        }
        assertEquals(0.1, (double) low / keys, 0.003);
        assertEquals(0.01, (double) bothLow / keys, 0.001);
    }

    @ParameterizedTest(name = "{0} as a number is {1}")
    @CsvSource({"0, 0.0", "-9223372036854775808, 0.5", "4611686018427387904, 0.25"})
    void makesNumbersFromNoughtToOne(long hash, double unit) {
        assertEquals(unit, Hash64.unit(hash));
        assertTrue(Hash64.unit(-1) < 1);
    }
}
