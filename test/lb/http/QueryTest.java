package lb.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @ParameterizedTest(name = "\"{0}\" comes out as it went in")
    @ValueSource(strings = {"", "a", "a=", "=a", "=", "&", "&&", "a&&b", "&a", "a&", "a=b=c",
            "a=%zz&b=%", "%41=%61", "a+b=c+d", "a=1&a=2&A=3", "q=é", "a;b=c", "[]=1", "a=b?c/d"})
    void keepsEveryByteOfWhatItReads(String raw) {
        assertEquals(raw, Query.parse(raw).toString());
        assertEquals(raw, Query.parse(raw).remove("absent").toString());
    }

    @ParameterizedTest(name = "in {0}, {1} is {2}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # query           | name | values
              a=1             | a    | [1]
              a=1&b=2&a=3     | a    | [1, 3]
              A=1             | a    | []
              a               | a    | ['']
              a=              | a    | ['']
              a=b=c           | a    | [b=c]
              %61=1           | a    | [1]
              a=%c3%a9        | a    | [é]
              a=x+y%2Bz       | a    | [x y+z]
              x+y=1&x%20y=2   | x y  | [1, 2]
              x+y=1           | x+y  | []
              a=%             | a    | [%]
              a=%4            | a    | [%4]
              a=%zz%41        | a    | [%zzA]
              a=%２０          | a    | [%２０]
              %zz=1           | %zz  | [1]
              a%3Db=1         | a=b  | [1]
              a%26b=1         | a&b  | [1]
              a;b=1           | b    | []
              &&a=1&&         | a    | [1]
              =1              | ''   | [1]
              &&              | ''   | []
            """)
    void findsParametersByTheirDecodedNames(String query, String name, String values) {
        List<String> all = Query.parse(query).all(name);
        assertEquals(values.replace("''", ""), all.toString());
        assertEquals(all.stream().findFirst(), Query.parse(query).first(name));
    }

    @Test
    void readsBytesBeyondAsciiThatWereNotEscapedAsUtf8() {
        assertEquals(Optional.of("é"), Query.parse("a=\u00C3\u00A9").first("a"));
    }

    @ParameterizedTest(name = "{0} and {1}={2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # query   | name | value   | becomes
              ''      | a    | 1       | a=1
              a=1     | a    | 2       | a=1&a=2
              b=%zz&  | a    | ''      | b=%zz&&a=
              b       | ä ö  | ü       | b&%C3%A4%20%C3%B6=%C3%BC
              b       | a    | 1&c=2#  | b&a=1%26c%3D2%23
              b       | a    | %41+/?  | b&a=%2541%2B%2F%3F
              b       | a    | Aa0-._~ | b&a=Aa0-._~
              b       | a    | 😀       | b&a=%F0%9F%98%80
            """)
    void addsAtTheEndAndEncodesWhatItAdds(String query, String name, String value, String becomes) {
        assertEquals(becomes, Query.parse(query).add(name, value).toString());
        assertEquals(value, Query.parse(becomes).all(name).getLast());
    }

    @ParameterizedTest(name = "{0} with a set to 9: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # query             | becomes
              ''                | a=9
              b=1               | b=1&a=9
              a=1               | a=9
              a                 | a=9
              x=%7e&a=1&y=+     | x=%7e&a=9&y=+
              a=1&b&a=2&c=&%61  | a=9&b&c=
              b&&a=1            | b&&a=9
            """)
    void setsInThePlaceOfTheFirst(String query, String becomes) {
        assertEquals(becomes, Query.parse(query).set("a", "9").toString());
    }

    @ParameterizedTest(name = "{0} without a: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # query              | becomes
              a                  | ''
              a=1&a=2            | ''
              b=%zz&a=1&c=+      | b=%zz&c=+
              %61=1&aa=2&A=3     | aa=2&A=3
              b&&a&&c            | b&&&c
              b=a&a              | b=a
            """)
    void removesEveryOneOfTheName(String query, String becomes) {
        assertEquals(becomes, Query.parse(query).remove("a").toString());
    }

    @Test
    void isTheSameObjectWhenThereIsNothingToRemove() {
        Query query = Query.parse("a=1&b=2");
        assertSame(query, query.remove("c"));
    }

    @Test
    void staysWhatItWasWhenChanged() {
        Query query = Query.parse("a=1");
        query.add("b", "2").set("a", "3").remove("b");
        assertEquals("a=1", query.toString());
    }
}
