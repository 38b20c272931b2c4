package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsTest {
    @ParameterizedTest(name = "{0} splits into {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            # list                   | items, a bar between them
            a                        | 'a'
            a, b ,c                  | 'a' 'b' 'c'
            ""                       | ''
            a,,b,                    | 'a' '' 'b' ''
            ~^/[a-z]{1,3}$, /b       | '~^/[a-z]{1,3}$' '/b'
            !~(a,b), c               | '!~(a,b)' 'c'
            ~[,], c                  | '~[,]' 'c'
            ~\\(a, b                 | '~\\(a' 'b'
            ~a), b                   | '~a)' 'b'
            a(b, c)                  | 'a(b' 'c)'
            a\\, b, c                | 'a, b' 'c'
            ~\\d+\\., c\\            | '~\\d+\\.' 'c\\'
            a~(b, c)                 | 'a~(b' 'c)'
            """)
    void splits(String list, String items) {
        assertEquals(items.replace("\\\\", "\\"),
                "'" + String.join("' '", Items.split(list.replace("\\\\", "\\"))) + "'");
    }
}
