package lb.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # pattern         | path                | answer
            # prefixes
              /               | /                   | YES
              /               | /a/b                | YES
              /api            | /api                | YES
              /api            | /api/               | YES
              /api            | /api/users/7        | YES
              /api            | /apical             | NO
              /api            | /ap                 | NO
              /api            | /x/api              | NO
              /api            | /API                | NO
              /api            | /api.json           | NO
              /api            | /api%2Fusers        | NO
              /api/           | /api/               | YES
              /api/           | /api/users          | YES
              /api/           | /api                | NO
              /a b            | /a b/c              | YES
              /café           | /café/au/lait       | YES
              /100%           | /100%               | YES
              /a%2Fb          | /a%2Fb/c            | YES
            # exactly
              =/              | /                   | YES
              =/              | /a                  | NO
              =/api           | /api                | YES
              =/api           | /api/               | NO
              =/api           | /api/users          | NO
              =/api/          | /api                | NO
              =/a*            | /a*                 | YES
              =/a*            | /ab                 | NO
              = /api          | /api                | YES
            # stars
              /img/*.png      | /img/a.png          | YES
              /img/*.png      | /img/.png           | YES
              /img/*.png      | /img/a/b.png        | NO
              /img/*.png      | /img/a.png/         | NO
              /img/*.png      | /img/a.png.exe      | NO
              /img/*.png      | /img/a.jpg          | NO
              /img/*.png      | /x/img/a.png        | NO
              /img/*          | /img/a              | YES
              /img/*          | /img/               | YES
              /img/*          | /img                | NO
              /img/*          | /img/a/             | NO
              /img/**.png     | /img/a/b.png        | YES
              /img/**.png     | /img/a.png          | YES
              /img/**.png     | /img/a.png/b        | NO
              /**.php         | /a/b.php            | YES
              /**.php         | /b.php              | YES
              /api/*/users    | /api/1/users        | YES
              /api/*/users    | /api/1/users/2      | NO
              /api/*/users    | /api/1/2/users      | NO
              /api/*/*/x      | /api/1/2/x          | YES
              /api/**/users   | /api/1/2/users      | YES
              /api/**/users   | /api/users          | YES
              /api/**/users   | /api/xusers         | NO
              /api/**/users   | /api/1/xusers       | NO
              /**/.git        | /.git               | YES
              /**/.git        | /a/b/.git           | YES
              /**/.git        | /a.git              | NO
              /**/.git/**     | /a/.git             | YES
              /**/.git/**     | /a/.git/config      | YES
              /**/.git/**     | /a/.gitignore       | NO
              /**/**/x        | /x                  | YES
              /api/**         | /api                | YES
              /api/**         | /api/               | YES
              /api/**         | /api/a/b            | YES
              /api/**         | /apical             | NO
              /**             | /                   | YES
              /**             | /a/b                | YES
              /a*b*c          | /axxbxxbc           | YES
              /a*b*c          | /axxbxxbd           | NO
              /a***b          | /a/x/b              | YES
              /a**/b          | /ax/y/b             | YES
              /a**/b          | /a/b                | YES
              /*/*            | /a/b                | YES
              /*/*            | /a                  | NO
              /a.b*           | /axb                | NO
            # regexes
              ~^/v[0-9]+/     | /v12/a              | YES
              ~^/v[0-9]+/     | /a/v12/             | NO
              ~[.]php$        | /a/b.php            | YES
              ~[.]php$        | /a/b.phps           | NO
              ~ ^/a           | /a                  | YES
              ~^/A            | /a                  | NO
            """)
    void matchesPath(String pattern, String path, Answer answer) {
        assertEquals(answer, PathPattern.parse(pattern, false).matches(path));
    }

    @ParameterizedTest(name = "without regard to case, {0} matches {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
              /Admin          | /ADMIN/users        | YES
              /admin          | /Admin.             | YES
              /admin          | `/admin . /x`       | YES
              /admin.         | /admin              | YES
              /admin          | /\u0061dm\u0131n    | YES
              /kelvin         | /\u212aelvin        | YES
              /admin          | /administrator      | NO
              =/Admin         | /aDMIN              | YES
              =/admin         | /admin/             | NO
              /Img/*.PNG      | /img/A.png          | YES
              /Img/*.PNG      | /img/A.png.         | YES
              ~^/Admin$       | /ADMIN              | YES
              ~^/ADMIN$       | /admin              | YES
              /a              | \\A\\b             | YES
            """)
    void ignoresCase(String pattern, String path, Answer answer) {
        assertEquals(answer, PathPattern.parse(pattern, true).matches(Folding.fold(path)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            api        | "api" does not begin with a slash; did you mean "/api"?
            =api       | "=api" does not begin with a slash; did you mean "=/api"?
            *.php      | "*.php" does not begin with a slash; did you mean "/**.php"?
            **/.git    | "**/.git" does not begin with a slash; did you mean "/**/.git"?
            *          | "*" does not begin with a slash; leave path out to match every path
            =          | "=" does not begin with a slash; write a path, as in =/api
            http://x/a | "http://x/a" does not begin with a slash; write a path, as in /api
            /a?b=c     | "/a?b=c" has a query or fragment, which is no part of a path; for \
            parameters write param.NAME
            /a#b       | "/a#b" has a query or fragment, which is no part of a path; for \
            parameters write param.NAME
            /a%20b     | paths are compared decoded and resolved; did you mean "/a b"?
            /100%25    | paths are compared decoded and resolved; did you mean "/100%"?
            /a%2fb     | paths are compared decoded and resolved; did you mean "/a%2Fb"?
            =/a//b     | paths are compared decoded and resolved; did you mean "=/a/b"?
            /a/./b     | paths are compared decoded and resolved; did you mean "/a/b"?
            /a/../b    | paths are compared decoded and resolved; did you mean "/b"?
            /a;x=1     | paths are compared decoded and resolved; did you mean "/a"?
            /a\\b      | no request with the path "/a\\b" gets this far: backslash
            /../a      | no request with the path "/../a" gets this far: path climbs past the root
            /a%00      | no request with the path "/a%00" gets this far: NUL
            ~[         | the regex is broken at character 1: unclosed character class
            """)
    void refusesWithRemedy(String pattern, String message) {
        var refused = assertThrows(IllegalArgumentException.class,
                () -> PathPattern.parse(pattern, false));
        assertEquals(message, refused.getMessage());
    }

    @ParameterizedTest(name = "{0} is of kind {1} and length {2}")
    @CsvSource({"=/api, 3, 0", "/api, 2, 4", "/api/, 2, 5", "/, 2, 1", "/img/*.png, 2, 9",
        "/api/**, 2, 5", "~^/a, 1, 0"})
    void knowsHowSpecificItIs(String pattern, int kind, int length) {
        assertEquals(kind, PathPattern.parse(pattern, false).kind());
        assertEquals(length, PathPattern.parse(pattern, false).length());
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Some milliseconds.
    void takesStarsInTimeThatIsTheProductOfBothLengths() {
        PathPattern many = PathPattern.parse("/**a*a*a*a*a*a*a*a*b", false);
        assertEquals(Answer.NO, many.matches("/" + "a".repeat(8000)));
    }
}
