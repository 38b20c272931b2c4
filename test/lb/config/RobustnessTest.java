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
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lb.testing.Authority;
import lb.testing.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, it costs no more than a clear error. */
class RobustnessTest {
    private static final boolean LONG = Boolean.getBoolean("lb.long");

    @TempDir
    private Path folder;

    private static void read(String text, String what) {
        read(Parsing.FILE, text, what);
    }

    /** Whether there is nothing wrong with it. */
    private static boolean read(Path file, String text, String what) {
        try {
            ConfigFile.parse(file, text, Parsing.ENVIRONMENT);
            return true;
        } catch (InvalidConfig e) {
            assertSound(e.problems());
            return false;
        } catch (RuntimeException | Error e) {
            return fail(what + " made it throw: " + text.substring(0, Math.min(500, text.length())),
                    e);
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

    /** What lines are made of: a word in angle brackets stands for any one of its list. */
    private static final Map<String, String> GRAMMAR = """
            line     | test.<name> = <method> <url><with> -> <end><and>
            line     | route.shop.rewrite.<rewrite>
            line     | error.<status> = <file>
            line     | tls.<name>.<keys>
            line     | listen.tls = 8443
            line     | tls.client-ca = <file>
            line     | pool.web.tls.<trust>
            name     | a
            name     | b
            name     | *
            method   | GET
            method   | POST
            method   | G(ET
            url      | http://shop.example/api/x
            url      | https://shop.example:8443/api?q=1&q=%zz
            url      | http://[::1]/%61dmin/../admin
            url      | http://shop.example
            url      | shop.example/%00
            with     |
            with     | \s<address>
            with     | \s<field>
            with     | \s<field> <address>
            address  | from 10.0.0.9
            address  | from ::1
            address  | from shop.example
            field    | header X-A: <text>
            field    | header "X-A: <text> <text>"
            field    | header "X-A: <text>
            end      | pool web
            end      | pool shop
            end      | <status>
            end      | redirect https://shop.example/<text>
            end      | redirect <status> https://shop.example/
            end      | respond <status>
            and      |
            and      | \sroute shop
            and      | \srule staff
            and      | \spath <path>
            and      | \s<field> path <path>
            and      | \s-> <end>
            status   | 200
            status   | 302
            status   | 403
            status   | 404
            status   | 600
            path     | /api
            path     | /api/x
            path     | /x
            path     | /x?q=1
            path     | x/*
            rewrite  | path.strip = <path>
            rewrite  | path.prepend = <path>
            rewrite  | path.replace = ^/(<text>) -> /$<text>
            rewrite  | param.set.q = <text>
            rewrite  | request.header.set.X-A = <text>
            rewrite  | request.header.remove = X-*, <text>
            rewrite  | response.header.add.X-A = <text>
            rewrite  | cookie.set.c = <text>
            rewrite  | host = <text>
            text     | a
            text     | 1
            text     | {client-ip}
            text     | {cookie.c}
            text     | {nothing}
            text     | {path
            text     | .*
            text     | ${SERVER}
            keys     | certificate = <file>
            keys     | key = <file>
            keys     | certificate = own.pem\\ntls.<name>.key = own.key
            keys     | keystore = <file>
            keys     | keystore = own.p12\\ntls.<name>.password = secret
            keys     | password = <text>
            trust    | ca = <file>
            trust    | verify = off
            trust    | server-name = <text>
            file     | own.pem
            file     | own.key
            file     | own.p12
            file     | cut.pem
            file     | bytes.pem
            file     | none.pem
            file     | page.html
            """.lines().map(line -> line.split(" *\\| ?", 2)).collect(Collectors.toMap(
                    row -> row[0], row -> row[1].translateEscapes(), (a, b) -> a + "|" + b));

    private static String lines(String text, Random random) {
        Matcher word = Pattern.compile("<([a-z]+)>").matcher(text);
        return word.replaceAll(found -> {
            String[] choices = GRAMMAR.get(found.group(1)).split("\\|", -1);
            return Matcher.quoteReplacement(
                    lines(choices[random.nextInt(choices.length)], random));
        });
    }

    @Test
    void readsTestsRewritesPagesAndKeysOfAllKinds() throws IOException {
        Random random = new Random(9);
        Credentials own = Authority.root("root").issue("EC", "shop.example").write(folder, "own");
        own.writeKeystore(folder.resolve("own.p12"), "secret");
        Files.writeString(folder.resolve("cut.pem"), own.certificatePem().substring(0, 200));
        byte[] bytes = new byte[500];
        random.nextBytes(bytes);
        Files.write(folder.resolve("bytes.pem"), bytes);
        Files.writeString(folder.resolve("page.html"), "<h1>{status} {nothing} {id</h1>");
        int rounds = LONG ? 50_000 : 300;
        int sound = 0;
        for (int round = 0; round < rounds; round++) {
            String text = """
                    pool.web.servers = https://a:1, b:1
                    route.shop.path = /api
                    route.shop.pool = web
                    firewall.staff.path = /admin
                    firewall.staff.action = deny
                    """ + lines("<line>\n".repeat(random.nextInt(1, 4)), random);
            sound += read(folder.resolve("lb.properties"), text, "round " + round) ? 1 : 0;
        }
        assertTrue(sound > rounds / 20 && sound < rounds / 2, sound + " are sound");
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
