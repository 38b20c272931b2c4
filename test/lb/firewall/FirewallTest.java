package lb.firewall;

import static lb.match.Requests.from;
import static lb.match.Requests.get;
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
        assertEquals(verdict, text(FIREWALL.check(from(client, path))));
    }

    @Test
    void deniesWhenRegexGivesUp() {
        Request request = get("/", "X-Strange: " + "a".repeat(100));
        assertEquals("403 by strange", text(FIREWALL.check(request)));
        assertEquals("pass", text(firewall("r allow header.X-Strange=~.*.*.*.*.*x")
                .check(request)));
    }

    @Test
    void letsEverythingPassWithoutRules() {
        assertEquals("pass", text(new Firewall(List.of()).check(get("/admin"))));
    }

    @Test
    void makesNothingNewWhenNothingMatches() {
        assertSame(FIREWALL.check(get("/")), FIREWALL.check(get("/x")));
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
        };
        return observed.isEmpty() ? decision : decision + ", observed" + observed;
    }
}
