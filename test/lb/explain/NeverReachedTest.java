package lb.explain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lb.config.Config;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.config.Problem;
import lb.firewall.Verdict;
import lb.proxy.DryRun;
import lb.proxy.DryRun.Outcome;
import lb.proxy.Question;
import lb.proxy.Routing;
import org.junit.jupiter.api.Test;

/** What check says is never reached is reached by none of thousands of requests. */
final class NeverReachedTest {
    private static final boolean LONG = Boolean.getBoolean("lb.long");
    private static final int FILES = LONG ? 20_000 : 400;
    private static final int REQUESTS = 60;
    private static final Pattern NAMED = Pattern.compile("(route|firewall)[.]([a-z0-9]+)[.].*");

    @Test
    void isReachedByNoRequest() throws InvalidConfig {
        int warned = 0;
        for (int i = 0; i < FILES; i++) {
            RandomFiles random = new RandomFiles(i);
            String file = random.file().replaceAll("limit 3/h|limit 99/h by route", "deny 429");
            Config config = ConfigFile.parse(Path.of("lb.properties"), file, Map.of(
                    "s0", "a:1", "s1", "a:2", "s2", "a:3", "s3", "a:4"));
            Set<String> never = new TreeSet<>();
            for (Problem warning : config.warnings()) {
                Matcher matcher = NAMED.matcher(warning.written());
                if (matcher.matches() && warning.remedy().matches(
                        ".* is never reached, .*|no (request|path) matches this, .*")) {
                    never.add(matcher.group(1) + " " + matcher.group(2));
                }
            }
            warned += never.size();
            DryRun dryRun = config.dryRun();
            for (int k = 0; k < REQUESTS && !never.isEmpty(); k++) {
                List<String> head = random.head();
                for (String reached : reached(dryRun.run(question(head)))) {
                    assertFalse(never.contains(reached), () -> reached + " takes " + head
                            + " by\n" + file);
                }
            }
        }
        assertTrue(warned > FILES / 10, "only " + warned + " warnings");
    }

    private static Question question(List<String> head) {
        String[] line = head.getFirst().split(" ");
        return Question.of(line[0], "http://x:80" + line[1], head.subList(1, head.size()),
                InetAddress.getLoopbackAddress());
    }

    private static List<String> reached(Outcome outcome) {
        List<String> reached = new ArrayList<>();
        switch (outcome) {
            case Routing.Stopped stopped -> add(stopped.verdict(), reached);
            case Routing.Unrouted unrouted -> add(unrouted.verdict(), reached);
            case Routing.Routed routed -> {
                add(routed.verdict(), reached);
                reached.add("route " + routed.route().name());
            }
            case DryRun.Refused refused -> {
                return List.of();
            }
            case Routing.Looped looped -> {
                return List.of();
            }
        }
        return reached;
    }

    private static void add(Verdict verdict, List<String> reached) {
        verdict.observed().forEach(rule -> reached.add("firewall " + rule.name()));
        switch (verdict) {
            case Verdict.Deny deny -> reached.add("firewall " + deny.rule().name());
            case Verdict.Limited limited -> reached.add("firewall " + limited.rule().name());
            case Verdict.Pass pass when pass.rule() != null ->
                reached.add("firewall " + pass.rule().name());
            default -> { }
        }
    }
}
