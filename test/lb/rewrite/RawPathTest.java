package lb.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Random;
import lb.http.CanonicalPath;
import lb.http.Percent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawPathTest {
    private static final List<String> PIECES = List.of("/", "/", "/", "a", "b", ".", "..", "%2e",
            "%2E", "%61", ";", ";v=1", "%3b", "%20", "%C3%A9", "%2F", "%25", "~", "%7E", "!", "%21",
            "\\", "?", "é", "%", " ");

    @ParameterizedTest(name = "{0} is spelled {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # sent               | plain
              /                  | /
              /a/b/              | /a/b/
              /%61%7E%2d         | /a~-
              /%2Fa%20b%c3%a9    | /%2Fa%20b%c3%a9
              //a///b            | /a/b
              /a;v=1/b%3Bw/;x/c  | /a/b/c
              /a/./b/.           | /a/b/
              /a/b/../c          | /a/c
              /a/b/..            | /a/
              /a/..              | /
              /a/%2e%2E/b        | /b
              /.a/..b/c..        | /.a/..b/c..
            """)
    void spellsPathsThePlainWay(String sent, String plain) {
        assertEquals(plain, RawPath.normal(sent));
    }

    @Test
    void spellsEveryPathAsFirewallAndRouterReadIt() {
        Random random = new Random(7);
        int compared = 0;
        for (int i = 0; i < 20_000; i++) {
            String raw = randomPath(random);
            // An encoded slash stays encoded in canonical paths, and every other % is decoded.
            if (!raw.contains("%2F")
                    && CanonicalPath.of(raw, true) instanceof CanonicalPath canonical) {
                assertEquals(canonical.value(), Percent.decode(RawPath.normal(raw), false), raw);
                compared++;
            }
        }
        assertTrue(compared > 5_000, () -> "too few paths were readable");
    }

    @ParameterizedTest(name = "{0} steps through folders: {1}")
    @CsvSource({"/a/b, false", "/, false", "/a/.b/..c/d../..., false", "/%2f%2d, false",
            "/a/., true", "/./a, true", "/a/../b, true", "/a/%2e/b, true", "/a/.%2E, true",
            "/a/..;v=1/b, true", "/a/..%3bv, true", "/a/..%20/b, true"})
    void knowsDotSegmentsHoweverTheyAreSpelled(String path, boolean has) {
        assertEquals(has, RawPath.hasDots(path));
    }

    @Test
    void makesAValidPathOfAnything() {
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            String raw = randomPath(random).substring(random.nextInt(2));
            String path = RawPath.clean(raw);
            assertTrue(path.startsWith("/") && !path.startsWith("//"), raw);
            assertFalse(RawPath.hasDots(path), raw);
            assertEquals(path, URI.create("http://server" + path).getRawPath(), raw);
        }
    }

    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder("/");
        for (int i = random.nextInt(10); i > 0; i--) {
            path.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return path.toString();
    }
}
