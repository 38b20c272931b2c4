package lb.firewall;

import static lb.testing.Requests.from;
import static lb.testing.Requests.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lb.http.Request;
import lb.match.Conditions;
import lb.match.Reading;
import lb.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirewallTest {
    /** In file order; {@code ?} stands for observe mode. */
    private static final Firewall FIREWALL = firewall("""
            watch      ? deny 404 path=/app
            watch-more ? allow    path=/app/new
            office       allow    ip=10.0.0.0/8
            admin        deny     path=/admin
            secret       deny 404 path=/app/secret
            public       allow    path=/app/public
            old          deny 410 path=/app/public/old
            strange      deny     header.X-Strange=~.*.*.*.*.*x
            """);

    @ParameterizedTest(name = "{1} from {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # client   | path                      | verdict
            # nothing matches
              192.0.2.7 | /                        | pass
              192.0.2.7 | /administrator           | pass
            # the first match decides
              192.0.2.7 | /admin                   | 403 by admin
              192.0.2.7 | /admin/users             | 403 by admin
              10.1.2.3  | /admin                   | pass by office
              192.0.2.7 | /app/secret              | 404 by secret, observed watch
              10.1.2.3  | /app/secret              | pass by office, observed watch
              192.0.2.7 | /app/public/old          | pass by public, observed watch
            # observed and passed over
              192.0.2.7 | /app                     | pass, observed watch
              192.0.2.7 | /app/new                 | pass, observed watch watch-more
            # denied on any reading, allowed on every one
              192.0.2.7 | /%61dmin                 | 403 by admin
              192.0.2.7 | //x/..//admin;y          | 403 by admin
              192.0.2.7 | /%2561dmin               | 403 by admin
              192.0.2.7 | /app%252F..%252Fadmin    | 403 by admin
              192.0.2.7 | /app/public/x%252F..%252F..%252Fsecret | 404 by secret, observed watch
              192.0.2.7 | /app/public/%2561        | pass by public, observed watch
              192.0.2.7 | /app/public/a/%252e%252e/old | pass by public, observed watch
            """)
    void decides(String client, String path, String verdict) {
        assertEquals(verdict, text(check(FIREWALL, from(client, path))));
    }

    @Test
    void deniesWhenRegexGivesUp() {
        Request request = get("/", "X-Strange: " + "a".repeat(100));
        assertEquals("403 by strange", text(check(FIREWALL, request)));
        assertEquals("pass", text(check(
                firewall("r allow header.X-Strange=~.*.*.*.*.*x"), request)));
    }

    @Test
    void letsEverythingPassWithoutRules() {
        assertEquals("pass", text(check(new Firewall(List.of()), get("/admin"))));
    }

    @Test
    void makesNothingNewWhenNothingMatches() {
        assertSame(check(FIREWALL, get("/")), check(FIREWALL, get("/x")));
    }

    @Test
    void keepsItsRulesInOrder() {
        Rule one = new Rule("a", 1, Conditions.builder().build(), new Action.Allow(), false);
        Rule two = new Rule("b", 2, Conditions.builder().build(), new Action.Deny(403), true);
        List<Rule> rules = new ArrayList<>(List.of(one, two));
        Firewall firewall = new Firewall(rules);
        rules.clear();
        assertEquals(List.of(one, two), firewall.rules());
        assertThrows(UnsupportedOperationException.class, () -> firewall.rules().clear());
    }

    @Test
    void readsRequestsOnTheSafeSideOfEachAction() {
        assertEquals(Reading.ANY, rule("r deny path=/").reading());
        assertEquals(Reading.EVERY, rule("r allow path=/").reading());
    }

    @Test
    void limitsEachClientAndGoesOnWithTheNextRule() {
        Firewall firewall = firewall("""
                all   limit 1/m burst 2 path=/
                admin deny              path=/admin
                """);
        assertEquals("403 by admin", text(check(firewall, from("192.0.2.7", "/admin"))));
        assertEquals("pass", text(check(firewall, from("192.0.2.7", "/"))));
        assertEquals("429 by all for 60 s", text(check(firewall, from("192.0.2.7", "/"))));
        assertEquals("429 by all for 60 s", text(check(firewall, from("192.0.2.7", "/admin"))));
        assertEquals("pass", text(check(firewall, from("192.0.2.8", "/"))));
    }

    @ParameterizedTest(name = "{1} and {2} share a bucket of \"{0}\": {3}")
    @CsvSource(delimiter = '|', textBlock = """
            limit 1/h                   | 2001:db8::1     | 2001:db8::ffff  | true
            limit 1/h                   | 2001:db8::1     | 2001:db8:0:1::1 | false
            limit 1/h                   | 192.0.2.1       | 192.0.2.2       | false
            limit 1/h                   | 192.0.2.1       | ::ffff:192.0.2.1 | true
            limit 1/h by header.X-Key   | 192.0.2.1 a     | 192.0.2.2 a     | true
            limit 1/h by header.X-Key   | 192.0.2.1 a     | 192.0.2.1 b     | false
            limit 1/h by header.X-Key   | 192.0.2.1       | 192.0.2.2       | false
            limit 1/h by route          | 192.0.2.1       | 192.0.2.2       | true
            """)
    void countsTogether(String action, String one, String other, boolean shared) {
        Firewall firewall = new Firewall(List.of(new Rule("r", 1,
                Conditions.builder().build(), Action.parse(action), false)));
        assertEquals("pass", text(check(firewall, limited(one))));
        assertEquals(!shared, text(check(firewall, limited(other))).equals("pass"));
    }

    private static Request limited(String clientAndKey) {
        String[] words = clientAndKey.split(" ");
        String[] fields = words.length == 1 ? new String[0] : new String[] {"X-Key: " + words[1]};
        return Requests.request("GET", "/", words[0], fields);
    }

    @Test
    void saysWhatAnObservedLimitWouldDo() {
        Firewall firewall = firewall("all ? limit 1/m burst 1 path=/");
        assertEquals("pass", text(check(firewall, get("/"))));
        assertEquals("pass, observed all", text(check(firewall, get("/"))));
    }

    @Test
    void goesOnCountingAfterAReload() {
        Firewall before = firewall("all limit 1/m burst 1 path=/");
        check(before, get("/"));
        Firewall same = firewall("all limit 1/m burst 1 path=/");
        same.takeOver(before);
        assertEquals("429 by all for 60 s", text(check(same, get("/"))));
        Firewall other = firewall("all limit 1/m burst 2 path=/");
        other.takeOver(before);
        assertEquals("pass", text(check(other, get("/"))));
    }

    private static Verdict check(Firewall firewall, Request request) {
        return firewall.check(request, () -> "some-route", 1);
    }

    static Firewall firewall(String rules) {
        return new Firewall(rules.lines().map(FirewallTest::rule).toList());
    }

    /** Reads {@code name ? deny 404 path=/app}. */
    private static Rule rule(String line) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        boolean observe = words.get(1).equals("?");
        String[] condition = words.get(words.size() - 1).split("=", 2);
        List<String> action = words.subList(observe ? 2 : 1, words.size() - 1);
        return new Rule(words.get(0), 1,
                Conditions.builder().add(condition[0], condition[1]).build(),
                Action.parse(String.join(" ", action)), observe);
    }

    private static String text(Verdict verdict) {
        String observed = verdict.observed().stream().map(rule -> " " + rule.name())
                .collect(Collectors.joining());
        String decision = switch (verdict) {
            case Verdict.Pass pass when pass.rule() == null -> "pass";
            case Verdict.Pass pass -> "pass by " + pass.rule().name();
            case Verdict.Deny deny -> deny.status() + " by " + deny.rule().name();
            case Verdict.Limited limited -> "429 by " + limited.rule().name() + " for "
                    + limited.seconds() + " s";
        };
        return observed.isEmpty() ? decision : decision + ", observed" + observed;
    }
}
