package lb.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
    @ParameterizedTest(name = "\"{0}\" is \"{1}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
              /                | /
              /Admin           | /admin
              /ADMIN/Users     | /admin/users
              /admin/          | /admin/
              /É               | /é
              /ΣΑΣ             | /σασ
              /\u212aelvin     | /kelvin
              /\u017fecret     | /secret
              /adm\u0131n      | /admin
              /adm\u0130n      | /admin
              /\uD801\uDC00    | /\uD801\uDC28
              /a\\b            | /a/b
              \\a\\\\b\\       | /a/b/
              /admin.          | /admin
              /admin...        | /admin
              `/admin `        | /admin
              `/admin. . /x. ` | /admin/x
              /.admin          | /.admin
              /a.b             | /a.b
              /a/.../b         | /a/b
              `/a/ /b`         | /a/b
              /...             | /
            """)
    void givesOneSpelling(String path, String folded) {
        assertEquals(folded, Folding.fold(path));
    }
}
