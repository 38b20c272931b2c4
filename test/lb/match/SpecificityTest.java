package lb.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecificityTest {
    @ParameterizedTest(name = "{0} goes before {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # first                          | second
              host=x.example.com             | host=*.example.com
              host=x.example.com             | host=*.example.com path=/a method=GET
              host=*.shop.example.com        | host=*.example.com
              host=*.example.com             | host=~example path=/a
              host=~example                  | path=/a
              host=~example                  | ``
              path==/a                       | path=/a/long/prefix
              path=/a/b                      | path=/a
              path=/img/*.png                | path=/img
              path=/long/prefix              | path=/img/*.png
              path=/                         | path=~^/a/long/regex
              path=~a                        | method=GET
              path=/a method=GET             | path=/a
              path=/a header.X=1 param.y=2   | path=/a method=GET
              path=/a                        | method=GET header.X=1 param.y=2
              method=GET                     | ``
              host=x.example.com path=/a     | host=x.example.com
              host=x.example.com             | host=x.example.com,*.example.com
              path==/a                       | path==/a,/b
              path=/long,/longer             | path=/longest,/a
              host=!x                        | ``
              path=/a                        | path=!/a method=GET
            """)
    void ordersConditions(String first, String second) {
        Specificity one = ConditionsTest.conditions(first).specificity();
        Specificity two = ConditionsTest.conditions(second).specificity();
        assertTrue(one.compareTo(two) < 0, () -> one + " is not before " + two);
        assertTrue(two.compareTo(one) > 0, () -> two + " is not after " + one);
    }

    @ParameterizedTest(name = "{0} is as specific as {1}")
    @CsvSource({"path=/a, path=/b", "host=a.b, host=a.long.name", "path=~a, path=~abc",
        "path==/a, path==/a/b/c", "method=GET, ip=10.0.0.1"})
    void leavesEqualsToFileOrder(String one, String other) {
        assertEquals(0, ConditionsTest.conditions(one).specificity()
                .compareTo(ConditionsTest.conditions(other).specificity()));
    }
}
