package lb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lb.config.Config;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.config.Problem;
import org.junit.jupiter.api.Test;

/** The shipped lb.properties runs, and is a complete and true manual. */
class LbPropertiesTest {
    private static final Path FILE = Path.of("lb.properties");
    private static final Pattern DEFAULT = Pattern.compile("# ([a-z][^ ]*) = (.*)");
    private static final Pattern EXAMPLE = Pattern.compile("#     ([a-z][^ ]*) = (.*)");
    private static final Pattern ENTRY = Pattern.compile("([a-z][^ ]*) *= (.*)");

    /** A key and its value, as they stand in a line. */
    private record Documented(String key, String value) {
        /** The key as the table of all keys has it, its name being a star. */
        boolean isAbout(String pattern) {
            String regex = pattern.replaceFirst("^([a-z]+)\\.NAME\\.", "$1\\\\.[a-z0-9_*-]+\\\\.")
                    .replaceFirst("(NAME|STATUS)$", ".+");
            return key.matches(regex);
        }
    }

    private static List<Documented> lines(Pattern form) throws IOException {
        List<Documented> documented = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            Matcher matcher = form.matcher(line);
            if (matcher.matches()) {
                documented.add(new Documented(matcher.group(1), matcher.group(2)));
            }
        }
        return documented;
    }

    @Test
    void runsWithoutAProblemOrAWarning() throws InvalidConfig {
        Config config = ConfigFile.load(FILE, Map.of());
        assertEquals(List.of(), config.warnings());
        assertEquals(List.of("mango", "apple", "orange"), List.copyOf(config.pools().keySet()));
        assertEquals(8080, config.listen().get(0).getPort());
    }

    @Test
    void showsEveryDefaultAsItIsInTheCode() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        Config.defaults().forEach((key, value) -> {
            if (!value.isEmpty()) {
                expected.put(key.replaceFirst("\\.NAME\\.", ".*."), value);
            }
        });
        Map<String, String> actual = new TreeMap<>();
        for (Documented line : lines(DEFAULT)) {
            assertEquals(null, actual.put(line.key(), line.value()), line.key() + " stands twice");
        }
        assertEquals(expected, actual);
    }

    @Test
    void givesAnExampleOfEveryKey() throws IOException {
        List<Documented> examples = Stream.concat(lines(EXAMPLE).stream(), lines(ENTRY).stream())
                .toList();
        TreeSet<String> missing = new TreeSet<>(Config.defaults().keySet());
        missing.removeIf(key -> examples.stream().anyMatch(line -> line.isAbout(key)));
        assertEquals(List.of(), List.copyOf(missing));
    }

    @Test
    void namesOnlyKeysAndValuesThatLbUnderstands() throws IOException {
        List<Documented> shown = Stream.concat(lines(DEFAULT).stream(), lines(EXAMPLE).stream())
                .toList();
        assertTrue(shown.size() > Config.defaults().size(), "only " + shown.size());
        for (Documented line : shown) {
            assertEquals(List.of(), mistakes(line), line::toString);
        }
    }

    /** What is wrong with one line by itself, but for what an example has to leave open. */
    private static List<Problem> mistakes(Documented line) {
        String text = line.key() + " = " + line.value() + "\n" + """
                pool.stable.servers = localhost:8082
                pool.canary.servers = localhost:8083
                route.all.pool = web 1, stable 1, canary 1
                """;
        if (!line.key().equals("pool.web.servers")) {
            text += "pool.web.servers = localhost:8081";
        }
        try {
            ConfigFile.parse(FILE, text, Map.of("KEYSTORE_PASSWORD", "a", "STICKY_SECRET", "b",
                    "ADMIN_TOKEN", "c"));
            return List.of();
        } catch (InvalidConfig e) {
            return e.problems().stream().filter(problem -> !problem.warning())
                    .filter(problem -> Stream.of("is not complete", "leads nowhere", "does nothing",
                            "there is no file", "this expects ",
                            "there is no certificate for it")
                            .noneMatch(problem.remedy()::contains))
                    .toList();
        }
    }
}
