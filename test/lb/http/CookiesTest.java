package lb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {
    @ParameterizedTest(name = "in \"{0}\", {1} is {2}")
    @CsvSource(delimiter = '|', nullValues = "none", ignoreLeadingAndTrailingWhitespace = true,
            quoteCharacter = '`', textBlock = """
            # cookies             | name | value
              a=1                 | a    | 1
              b=2; a=1            | a    | 1
              b=2;a=1             | a    | 1
              b=2 ;  a = 1        | a    | 1
              a=1; a=2            | a    | 1
              A=1                 | a    | none
              aa=1                | a    | none
              b=a                 | a    | none
              a=b=c               | a    | b=c
              a=                  | a    | ``
              a                   | a    | ``
              a="x y"             | a    | x y
              a="                 | a    | "
              a=""                | a    | ``
              a=%41+é             | a    | %41+é
              b="1; a=2"          | a    | 2"
              ;;a=1               | a    | 1
            """)
    void findsCookiesByName(String line, String name, String value) {
        assertEquals(Optional.ofNullable(value), cookies(line).first(name));
    }

    @Test
    void hasNoneWhereThereIsNoLine() {
        assertEquals(Optional.empty(), Cookies.of(Headers.EMPTY).first("a"));
        assertEquals("", Cookies.of(Headers.EMPTY).toString());
    }

    @Test
    void findsAllCookiesOfAName() {
        assertEquals(List.of("1", "", "x"), cookies("a=1; b=2;a;c; a=\"x\"; A=3").all("a"));
        assertEquals(List.of(), cookies("b=2").all("a"));
    }

    @Test
    void readsSeveralLinesAsOne() {
        Headers headers = Headers.of("cookie", "a=1; b=2", "Host", "x", "Cookie", "c=3");
        Cookies cookies = Cookies.of(headers);
        assertEquals(Optional.of("3"), cookies.first("c"));
        assertEquals(Headers.of("Host", "x", "Cookie", "a=1; b=2; c=3"), cookies.into(headers));
    }

    @ParameterizedTest(name = "\"{0}\" with a set to 9: \"{1}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # cookies                 | becomes
              ``                      | a=9
              b=1                     | b=1; a=9
              a=1                     | a=9
              b="x,y";a=1;  c=%zz     | b="x,y";a=9;  c=%zz
              b; a=1; c=; a=2; a; d   | b; a=9; c=; d
            """)
    void setsInThePlaceOfTheFirst(String line, String becomes) {
        assertEquals(becomes, cookies(line).set("a", "9").toString());
    }

    @ParameterizedTest(name = "\"{0}\" without a: \"{1}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # cookies            | becomes
              a=1                | ``
              a=1; a=2           | ``
              a=1; ; a           | ``
              a=1; b=2           | b=2
              b=1;a=2;c="3"      | b=1;c="3"
              A=1; aa=2; b=a     | A=1; aa=2; b=a
            """)
    void removesEveryOneOfTheName(String line, String becomes) {
        assertEquals(becomes, cookies(line).remove("a").toString());
    }

    @Test
    void takesTheLineAwayWithTheLastCookie() {
        Headers headers = Headers.of("Host", "x", "Cookie", "a=1");
        assertEquals(Headers.of("Host", "x"), Cookies.of(headers).remove("a").into(headers));
    }

    @Test
    void isTheSameObjectWhenThereIsNothingToRemove() {
        Cookies cookies = cookies("a=1");
        assertSame(cookies, cookies.remove("b"));
    }

    @ParameterizedTest(name = "{0} is sent as {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # value           | sent
              plain-1.~/?=&:@ | plain-1.~/?=&:@
              a;b=c           | a%3Bb=c
              a b,c\\"d       | a%20b%2Cc%5C%22d
              "quoted"        | "quoted"
              "a b"           | "a%20b"
              "               | %22
              é               | %C3%A9
              %41             | %41
            """)
    void encodesWhatACookieCannotHold(String value, String sent) {
        // A text block reads \\ as \.
        assertEquals("a=" + sent, cookies("").set("a", value).toString());
    }

    @Test
    void letsNoLineBreakIntoTheHeader() {
        assertEquals("a=x%0D%0AEvil:%201", cookies("").set("a", "x\r\nEvil: 1").toString());
    }

    @ParameterizedTest(name = "refuses \"{0}\" as a name")
    @ValueSource(strings = {"", "a b", "a=b", "a;b", "a\r\n", "é", "\"a\""})
    void refusesNamesThatAreNoTokens(String name) {
        Cookies cookies = cookies("");
        assertThrows(IllegalArgumentException.class, () -> cookies.set(name, "1"));
    }

    private static Cookies cookies(String line) {
        List<String> lines = line.isEmpty() ? List.of() : List.of("Cookie", line);
        return Cookies.of(Headers.of(lines.toArray(String[]::new)));
    }
}
