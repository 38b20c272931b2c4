package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, it costs no more than a clear error. */
class RobustnessTest {
    private static final boolean LONG = Boolean.getBoolean("lb.long");

    @TempDir
    private Path folder;

    private static void read(String text, String what) {
        try {
            ConfigFile.parse(Parsing.FILE, text, Parsing.ENVIRONMENT);
        } catch (InvalidConfig e) {
            assertSound(e.problems());
        } catch (RuntimeException | Error e) {
            fail(what + " made it throw: " + text.substring(0, Math.min(500, text.length())), e);
        }
    }

    private static void assertSound(List<Problem> problems) {
        assertTrue(problems.stream().anyMatch(problem -> !problem.warning()));
        for (Problem problem : problems) {
            assertFalse(problem.remedy().isBlank(), problem::toString);
            assertTrue(problem.line() >= 0, problem::toString);
            assertTrue(problem.toString().lines().count() == 2, problem::toString);
        }
    }

    private static String shipped() throws IOException {
        return Files.readString(Path.of("lb.properties"));
    }

    @Test
    void readsEveryKeyWithEveryKindOfValue() {
        String[] values = {"", "on", "off", "0", "-1", "5s", "10m", "99999999999999999999", "20%",
            "/a", "=/a", "~", "~(", "~[a-", "!", "!~x", "*", "*.", "**", "a,b", ",", "a b c", "->",
            "a -> b", "^(.*)$ -> $2", "{", "{host", "{nope}", "${", "${SERVER}", "http://", "[::1]",
            "[", "]:80", ":", "a:99999", "a:1 weight=x", "ä", "\u0000", "\ud800", "999", "200",
            "200 ", "301 x", "web", "web 1", "web 0", "web -1, web 2", "10.0.0.0/99", "::/129",
            "deny", "deny 99", "limit", "dns:", "srv:", "\\u0041\\", "GET http://a/ -> pool web",
            "GET http://a/ header \"a: b -> 403", "GET http://[/ from ::1 -> redirect",
            "GET / header a -> respond 99 rule x path", "-> -> ->", "https://a:1 weight=",
            "dns:[::1]:x", "srv:.", "limit 1/s by header. shared-by 0", "~.*.*.*.*.*x", "!/",
            "=/a, !/**", "*, !*", "off, off", "a@b", "127.0.0.1:9090, off"};
        for (String pattern : Keys.defaults().keySet()) {
            for (String value : values) {
                String key = pattern.replaceFirst("NAME", "web").replace("NAME", "X")
                        .replace("STATUS", "404");
                boolean servers = key.equals("pool.web.servers");
                read((servers ? "" : "pool.web.servers = a:1\n") + key + " = " + value, key);
            }
        }
    }

    @Test
    void readsMutationsOfTheShippedFile() throws IOException {
        // The examples uncommented and the prose left out: thus every key is there.
        String all = shipped().replaceAll("(?m)^# +(?=[a-z][^ ]+ = )", "")
                .replaceAll("(?m)^#.*\n", "");
        Random random = new Random(42);
        for (int round = 0; round < (LONG ? 5_000 : 100); round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? all : shipped());
            for (int i = random.nextInt(1, 20); i > 0; i--) {
                mutate(text, random);
            }
            read(text.toString(), "mutation " + round);
        }
    }

    private static void mutate(StringBuilder text, Random random) {
        String alphabet = "=:,.*~!{}()[]$\\\n\r \t#%/-0159asx_\"'<>|?+^&@;\u0000ä\u2028";
        int at = random.nextInt(text.length() - 100);
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
            case 2 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
            default -> { // A piece from elsewhere.
                String piece = text.substring(at, at + random.nextInt(100));
                text.insert(random.nextInt(text.length()), piece);
            }
        }
    }

    @Test
    void readsRandomBytes() throws IOException {
        Random random = new Random(3);
        Path file = folder.resolve("random");
        for (int round = 0; round < (LONG ? 1_000 : 30); round++) {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            Files.write(file, bytes);
            try {
                ConfigFile.load(file, Parsing.ENVIRONMENT);
            } catch (InvalidConfig e) {
                assertSound(e.problems());
            }
            read(new String(bytes, StandardCharsets.ISO_8859_1), "random text " + round);
        }
    }

    @Test
    void readsTextsMadeToTakeLong() {
        int many = 150_000;
        read("a.".repeat(many), "a key of dots");
        read("pool." + "a".repeat(many) + ".servers = a:1", "a long name");
        read("pool.web." + "health.".repeat(many / 8) + " = a:1", "a long option");
        read("pool.web.servers = " + ",".repeat(many), "commas");
        read("pool.web.servers = " + "!".repeat(many), "exclamation marks");
        read("pool.web.algorithm = " + "a".repeat(many), "a long value");
        read("pool.web.servers = a:1\nroute.r.pool = web\nroute.r.path = ~" + "(".repeat(many),
                "parentheses");
        read("pool.web.servers = a:1\nroute.r.pool = web\nroute.r.path = ~" + "(a".repeat(many / 4)
                + ")".repeat(many / 4), "nested groups");
        read("pool.web.servers = a:1\npool.web.health.body = ~" + "(a".repeat(many / 4)
                + ")".repeat(many / 4), "nested groups of a body");
        read("route.r.path = " + "/*".repeat(many / 2), "a glob of stars");
        read("via = " + "${SERVER}".repeat(many / 10), "variables");
        read("via = " + "\\\n".repeat(many), "continued lines");
        read("x = y\n".repeat(2_000), "many unknown keys");
    }

    @Test
    void refusesAnEntryThatIsTooLong() {
        List<String> problems = Parsing.problems("via = " + "x".repeat(300_000));
        assertEquals(2, problems.size());
        assertTrue(problems.get(1).startsWith("1: this entry is longer than"), problems.get(1));
    }
}
