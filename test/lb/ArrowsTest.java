package lb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps the order of packages: each uses only those in lines below its own. */
final class ArrowsTest {
    private static final List<Set<String>> LAYERS = List.of(
            Set.of("lb"),
            Set.of("lb.cli"),
            Set.of("lb.simulate", "lb.runtime"),
            Set.of("lb.explain"),
            Set.of("lb.config"),
            Set.of("lb.proxy", "lb.health", "lb.admin"),
            Set.of("lb.firewall", "lb.route", "lb.balance"),
            Set.of("lb.rewrite", "lb.pool"),
            Set.of("lb.match"),
            Set.of("lb.dns"),
            Set.of("lb.tls"),
            Set.of("lb.observe"),
            Set.of("lb.http"));

    /** The stages, which do not know each other. */
    private static final Set<String> STAGES =
            Set.of("lb.firewall", "lb.route", "lb.balance", "lb.rewrite", "lb.pool");
    private static final Set<String> KNOWN_STAGES =
            Set.of("lb.route -> lb.rewrite", "lb.balance -> lb.pool");

    private static final Pattern ARROW = Pattern.compile("(?m)^ {3}(lb\\S*) +-> (lb\\S*) ");

    @Test
    void packagesUseOnlyThoseBelowThem() {
        List<MatchResult> arrows = ARROW.matcher(jdeps()).results().toList();
        List<String> wrong = arrows.stream()
                .filter(arrow -> !isAllowed(packageOf(arrow.group(1)), packageOf(arrow.group(2))))
                .map(arrow -> arrow.group(1) + " uses " + arrow.group(2))
                .toList();
        assertEquals(List.of(), wrong);
        assertNotEquals(0, arrows.size(), "jdeps has found nothing at all");
    }

    @ParameterizedTest(name = "whether {0} may use {1}: {2}")
    @CsvSource({"lb.cli, lb.http, true", "lb.http, lb.cli, false", "lb.http, lb.http, true",
            "lb.proxy, lb.health, false", "lb.route, lb.rewrite, true", "lb.route, lb.pool, false",
            "lb.firewall, lb.match, true", "lb.balance, lb.pool, true", "lb, lb.util, false"})
    void knowsWhichArrowsAreAllowed(String from, String to, boolean allowed) {
        assertEquals(allowed, isAllowed(from, to));
    }

    private static boolean isAllowed(String from, String to) {
        if (from.equals(to)) {
            return layer(from) >= 0;
        }
        if (STAGES.contains(from) && STAGES.contains(to)) {
            return KNOWN_STAGES.contains(from + " -> " + to);
        }
        return layer(from) >= 0 && layer(from) < layer(to);
    }

    private static int layer(String name) {
        for (int i = 0; i < LAYERS.size(); i++) {
            if (LAYERS.get(i).contains(name)) {
                return i;
            }
        }
        return -1;
    }

    private static String packageOf(String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }

    private static String jdeps() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        jdeps.run(writer, writer, "-verbose:class", "-filter:none", System.getProperty("lb.jar"));
        return out.toString();
    }
}
