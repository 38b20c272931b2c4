package lb.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    @ParameterizedTest(name = "{0} and {1}: {2}, {0} or {1}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # one       | other     | and       | or
              YES       | YES       | YES       | YES
              YES       | NO        | NO        | YES
              YES       | UNDECIDED | UNDECIDED | YES
              NO        | YES       | NO        | YES
              NO        | NO        | NO        | NO
              NO        | UNDECIDED | NO        | UNDECIDED
              UNDECIDED | YES       | UNDECIDED | YES
              UNDECIDED | NO        | NO        | UNDECIDED
              UNDECIDED | UNDECIDED | UNDECIDED | UNDECIDED
            """)
    void combines(Answer one, Answer other, Answer and, Answer or) {
        assertEquals(and, one.and(other));
        assertEquals(or, one.or(other));
    }

    @ParameterizedTest(name = "not {0}: {1}")
    @CsvSource({"YES, NO", "NO, YES", "UNDECIDED, UNDECIDED"})
    void negates(Answer answer, Answer not) {
        assertEquals(not, answer.not());
    }

    @ParameterizedTest(name = "{0} is enough for {1}: {2}")
    @CsvSource({
        "YES, CANONICAL, true", "NO, CANONICAL, false", "UNDECIDED, CANONICAL, false",
        "YES, ANY, true", "NO, ANY, false", "UNDECIDED, ANY, true",
        "YES, EVERY, true", "NO, EVERY, false", "UNDECIDED, EVERY, false"})
    void isReadOnTheSafeSide(Answer answer, Reading reading, boolean accepted) {
        assertEquals(accepted, reading.accepts(answer));
    }
}
