package lb.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorFormTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                              | TEXT
            */*                                                             | TEXT
            text/*                                                          | TEXT
            text/plain                                                      | TEXT
            text/html                                                       | HTML
            TEXT/HTML                                                       | HTML
            application/json                                                | JSON
            application/*                                                   | JSON
            application/problem+json                                        | JSON
            text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | HTML
            application/json, text/plain, */*                               | JSON
            text/plain, application/json, */*                               | TEXT
            application/json;q=0.5, text/html;q=0.9                         | HTML
            application/json;q=0.5, text/html ; q=0.4                       | JSON
            text/html;level=1;q=0.3, application/json;q=0.4                 | JSON
            text/html, */*                                                  | HTML
            text/plain;q=0, */*                                             | HTML
            text/*;q=0, */*                                                 | JSON
            text/*, text/plain;q=0                                          | HTML
            text/html;q=0                                                   | TEXT
            image/png                                                       | TEXT
            text/html;q=x                                                   | TEXT
            text/html;q=2, application/json;q=0.1                           | JSON
            text/html;q=1e9, application/json;q=0.1                         | JSON
            ;;,,;q=1,;                                                      | TEXT
            """)
    void isWhatTheClientLikesBest(String accept, ErrorForm form) {
        assertEquals(form, ErrorForm.of(List.of(accept)));
    }

    @Test
    void isTextWhenTheClientDoesNotSay() {
        assertEquals(ErrorForm.TEXT, ErrorForm.of(null));
    }

    @Test
    void readsSeveralLinesAsOneList() {
        assertEquals(ErrorForm.JSON, ErrorForm.of(List.of("image/png", "application/json")));
    }

    @Test
    void takesNoLongerForLongLists() {
        List<String> lines = Collections.nCopies(100, "a/b;q=0.1,".repeat(3000));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 100; i++) {
                assertEquals(ErrorForm.TEXT, ErrorForm.of(lines));
            }
        });
    }
}
