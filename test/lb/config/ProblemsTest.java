package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    private static Entry entry(int line, String key, String value) {
        return new Entry(line, key, "", "", value, value, true);
    }

    @Test
    void reportsPlaceWhatWasWrittenAndTheRemedy() {
        Problems problems = new Problems(Path.of("lb.properties"));
        problems.add(entry(31, "route.shop.pool", "chekout"), "there is no pool \"chekout\";"
                + " the pools are: api, checkout");
        problems.add(entry(14, "pool.api.algorithm", "least-conn"), "there is no algorithm"
                + " \"least-conn\"; did you mean \"least-connections\"?");
        assertEquals("""
                lb.properties:14: pool.api.algorithm = least-conn
                    there is no algorithm "least-conn"; did you mean "least-connections"?
                lb.properties:31: route.shop.pool = chekout
                    there is no pool "chekout"; the pools are: api, checkout
                2 problems; nothing was started.
                """, Problems.report(problems.sorted(), "nothing was started"));
    }

    @Test
    void tellsWarningsFromProblems() {
        Problems problems = new Problems(Path.of("conf/lb.properties"));
        problems.warn(entry(3, "pool.old.servers", "a:1"), "no route sends anything to this pool");
        assertFalse(problems.hasErrors());
        assertEquals("""
                conf/lb.properties:3: warning: pool.old.servers = a:1
                    no route sends anything to this pool
                1 warning; lb can start.
                """, Problems.report(problems.sorted(), "lb can start"));
        problems.add(0, "", "there is nothing to serve");
        assertTrue(problems.hasErrors());
        assertEquals("""
                conf/lb.properties:
                    there is nothing to serve
                conf/lb.properties:3: warning: pool.old.servers = a:1
                    no route sends anything to this pool
                1 problem, 1 warning; nothing was started.
                """, Problems.report(problems.sorted(), "nothing was started"));
    }

    @Test
    void saysTheSameOnlyOnce() {
        Problems problems = new Problems(Path.of("lb.properties"));
        problems.add(entry(1, "pool.*.queue", "x"), "wrong");
        problems.add(entry(1, "pool.*.queue", "x"), "wrong");
        assertEquals(1, problems.sorted().size());
    }

    @Test
    void shortensAndMasksWhatCouldPlayTricksOnATerminal() {
        Problems problems = new Problems(Path.of("lb.properties"));
        problems.add(entry(1, "via", "\u001b[2J\r\n\u202e" + "x".repeat(10_000)), "no \u0007");
        Problem problem = problems.sorted().get(0);
        assertTrue(problem.written().startsWith("via = \\u001b[2J\\u000d\\u000a\\u202exxx"));
        assertTrue(problem.written().length() < 300, problem.written());
        assertEquals("no \\u0007", problem.remedy());
    }

    @ParameterizedTest(name = "hides the value of {0}")
    @ValueSource(strings = {"admin.token = hunter2", "admin.tokn.secret = hunter2",
        "pool.web.sticky.secret = hunter2", "tls.shop.password = hunter2",
        "tls.shop.passwort = hunter2", "admin.token.x = hunter2",
        "pool.web.health.header.Authorization = hunter2\u0001",
        "route.x.rewrite.request.header.set.X-Api-Key = hunter2\u0001",
        "token=hunter2\\u", "admin.token = hunter2${", "admin.token = ${HUNTER}"})
    void neverEchoesASecret(String line) {
        InvalidConfig thrown = assertThrows(InvalidConfig.class, () -> ConfigFile.parse(
                Parsing.FILE, line + "\n" + line + "\n", Map.of("HUNTER", "hunter2")));
        String report = Problems.report(thrown.problems(), "nothing was started");
        assertFalse(report.contains("hunter2"), report);
        assertFalse(thrown.getMessage().contains("hunter2"), thrown.getMessage());
    }

    @Test
    void keepsSecretsOutOfToString() {
        Config config = Parsing.parse("""
                admin.token = hunter2
                pool.web.servers = localhost:8081
                pool.web.sticky = lb
                pool.web.sticky.secret = hunter2
                """);
        assertEquals("hunter2", config.admin().token().orElseThrow());
        assertFalse(config.toString().contains("hunter2"), config.toString());
        assertFalse(List.of(config).toString().contains("hunter2"));
    }
}
