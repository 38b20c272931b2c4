package lb.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lb.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViaTest {
    @ParameterizedTest(name = "Via: {0} has been through lb: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            1.1 lb                        | true
            1.0 fred, 1.1 lb (lb/1), 2 x  | true
            HTTP/1.1   lb                 | true
            1.1 lb2                       | false
            1.1 fred (1.1 lb)             | false
            lb                            | false
            ''                            | false
            """)
    void findsItself(String via, boolean found) {
        assertEquals(found, Via.contains(Headers.of("Via", via), "lb"));
    }

    @Test
    void appendsItselfToThoseBefore() {
        assertEquals(Headers.of("Via", "1.0 fred, 1.1 lb"),
                Via.append(Headers.of("Via", "1.0 fred"), "lb"));
    }
}
