package lb.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Parses texts for tests, under the name lb.properties. */
final class Parsing {
    static final Path FILE = Path.of("lb.properties");
    static final Map<String, String> ENVIRONMENT =
            Map.of("SERVER", "localhost:8082", "TOKEN", "from-the-environment", "NOTHING", "");

    private Parsing() {}

    /** The configuration. */
    static Config parse(String text) {
        try {
            return ConfigFile.parse(FILE, text, ENVIRONMENT);
        } catch (InvalidConfig e) {
            throw new AssertionError(Problems.report(e.problems(), "nothing was started"), e);
        }
    }

    /** What is wrong with a text: {@code 3: there is no pool …}. */
    static List<String> problems(String text) {
        InvalidConfig thrown = assertThrows(InvalidConfig.class,
                () -> ConfigFile.parse(FILE, text, ENVIRONMENT), () -> "accepted: " + text);
        return show(thrown.problems());
    }

    /** Line and remedy of each. */
    static List<String> show(List<Problem> problems) {
        return problems.stream().map(problem -> problem.line() + ": "
                + (problem.warning() ? "warning: " : "") + problem.remedy()).toList();
    }
}
