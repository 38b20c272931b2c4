package lb.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import lb.http.CanonicalPath;
import lb.http.Headers;
import lb.http.Origin;
import lb.http.Request;
import lb.match.Conditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody gets around a rule by writing a path in another way: whatever is sent, if a {@link
 * LenientServer} would resolve it into a denied path, it is denied or answered with 400.
 */
class BypassTest {
    private static final int CASES = 6_000;
    private static final String[] TARGETS = {"/admin", "/admin/users", "/a/admin", "/public/x",
        "/public", "/", "/administrator", "/admin.php", "/x"};
    private static final String[] PIECES = {"/", "//", "/./", "/x/../", "/a/../../", "/../", "/..",
        "/.", "..", ".", ";", ";x", ";x=1/", "/;/", "/..;/", "%3B", "%2e", "%2E%2e/", "/%2e/", "\\",
        "%5c", "%5C..", "%255c", "%252f", "%252e%252e/", "%2f", "%2F..%2F", "%00", "%20", "%2520",
        "...", "/.../", "%3f", "%23x", "%253F", "%253b", "%c0%ae", "%25c0%25af", "%c3%a9", "%",
        "%2", "/x%2520/../", "admin", "/public/../", "/%2561dmin", "%0a", "?", "/b/c/", "::"};

    private final Random random = new Random(20_260_731); // The same cases each time.

    @Test
    void holdsDenialAgainstEveryEncodingOfItsPath() {
        Conditions.Builder path = Conditions.builder().add("path", "/admin");
        Tally tally = new Tally();
        for (int i = 0; i < CASES; i++) {
            checkDenied(mutated(), deny(path.ignoreCase(false)), false, tally);
        }
        tally.check();
    }

    @Test
    void holdsDenialWithoutRegardToCase() {
        Conditions.Builder path = Conditions.builder().add("path", "/Admin");
        Tally tally = new Tally();
        for (int i = 0; i < CASES; i++) {
            checkDenied(recased(mutated()), deny(path.ignoreCase(true)), true, tally);
        }
        tally.check();
    }

    @ParameterizedTest(name = "holds {0} too")
    @ValueSource(strings = {"/admin/**", "~^/admin(/|$)", "~^/[ab]dmin(/|$)", "/**/admin/**",
        "!/public"})
    void holdsDenialByOtherConditions(String pattern) {
        Firewall firewall = deny(Conditions.builder().add("path", pattern));
        for (int i = 0; i < CASES / 5; i++) {
            checkDenied(mutated(), firewall, false, new Tally());
        }
    }

    @Test
    void allowsOnlyWhatEveryServerMeans() {
        Firewall firewall = new Firewall(List.of(
                new Rule("public", 1, Conditions.builder().add("path", "/public").build(),
                        new Action.Allow(), false),
                new Rule("rest", 2, Conditions.builder().build(), new Action.Deny(403), false)));
        int allowed = 0;
        for (int i = 0; i < CASES; i++) {
            String raw = mutated();
            for (Request request : requests(raw)) {
                if (firewall.check(request, () -> "", 1) instanceof Verdict.Pass) {
                    allowed++;
                    assertEquals(9, reached("/public", raw, false).count(),
                            () -> raw + " was allowed: " + request.canonical());
                }
            }
        }
        assertTrue(allowed > 300, "only " + allowed + " were allowed");
    }

    private static Firewall deny(Conditions.Builder conditions) {
        return new Firewall(List.of(
                new Rule("admin", 1, conditions.build(), new Action.Deny(403), false)));
    }

    private static void checkDenied(String raw, Firewall firewall, boolean ignoreCase,
            Tally tally) {
        List<LenientServer> servers = reached("/admin", raw, ignoreCase).toList();
        for (Request request : requests(raw)) {
            Verdict verdict = firewall.check(request, () -> "", 1);
            if (!servers.isEmpty()) {
                assertTrue(verdict instanceof Verdict.Deny,
                        () -> raw + " passed as " + request.canonical() + " but is /admin to "
                                + servers);
                tally.denied++;
                String canonical = request.canonical().value().toLowerCase(Locale.ROOT);
                tally.lenient += canonical.startsWith("/admin") ? 0 : 1;
            } else if (verdict instanceof Verdict.Pass) {
                tally.passed++;
            }
        }
    }

    /** The servers that get there; those that ignore case only where the rule does. */
    private static Stream<LenientServer> reached(String path, String raw, boolean ignoreCase) {
        return Stream.of(LenientServer.values())
                .filter(server -> ignoreCase || !server.ignoresCase())
                .filter(server -> server.reaches(path, raw));
    }

    /** The request with encoded slashes refused and let through; none where it is ambiguous. */
    private static List<Request> requests(String raw) {
        List<Request> requests = new ArrayList<>(2);
        for (boolean encodedSlash : new boolean[] {false, true}) {
            if (CanonicalPath.of(raw, encodedSlash) instanceof CanonicalPath path) {
                requests.add(new Request("1", "GET", "x", raw, "", path, Headers.EMPTY,
                        Origin.direct(InetAddress.getLoopbackAddress(), "http", 80)));
            }
        }
        return requests;
    }

    /** A path, some pieces put into it, and some characters encoded, perhaps more than once. */
    private String mutated() {
        StringBuilder path = new StringBuilder(TARGETS[random.nextInt(TARGETS.length)]);
        for (int pieces = random.nextInt(5); pieces > 0; pieces--) {
            path.insert(random.nextInt(path.length() + 1), PIECES[random.nextInt(PIECES.length)]);
        }
        String raw = path.toString();
        for (int rounds = random.nextInt(3); rounds > 0; rounds--) {
            raw = encoded(raw, random.nextInt(4) == 0 ? 2 : 6);
        }
        return raw.startsWith("/") ? raw : "/" + raw;
    }

    /** One in so many characters encoded, with large and small digits. */
    private String encoded(String text, int oneIn) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            boolean leave = random.nextInt(oneIn) > 0 || out.isEmpty() && c == '/';
            if (leave) {
                out.append(c);
            } else {
                (random.nextBoolean() ? HexFormat.of() : HexFormat.of().withUpperCase())
                        .toHexDigits(out.append('%'), (byte) c);
            }
        }
        return out.toString();
    }

    private String recased(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(random.nextBoolean() ? Character.toUpperCase(c) : c);
        }
        return random.nextInt(4) > 0 ? out.toString() : out.toString().replace("I", "%C4%B1");
    }

    /** Shows that the cases are worth something. */
    private static final class Tally {
        private int denied;
        private int lenient;
        private int passed;

        void check() {
            assertTrue(denied > 400, "only " + denied + " were aimed at the rule");
            assertTrue(lenient > 30, "only " + lenient + " aimed at a lenient server");
            assertTrue(passed > 1000, "only " + passed + " passed");
        }
    }
}
