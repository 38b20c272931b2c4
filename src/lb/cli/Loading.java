package lb.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lb.config.Config;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.config.Problems;

/** Reads the file that a command is about. */
final class Loading {
    private Loading() {}

    /** The file named, or else lb.properties in this folder. */
    static Path file(List<String> arguments) {
        return Path.of(arguments.isEmpty() ? "lb.properties" : arguments.getFirst());
    }

    /** What it says; empty when it has problems, which have been told. */
    static Optional<Config> load(Path file, Console console) {
        try {
            Config config = ConfigFile.load(file, System.getenv());
            if (!config.warnings().isEmpty()) {
                console.err().print(Problems.report(config.warnings(), "lb starts all the same"));
            }
            return Optional.of(config);
        } catch (InvalidConfig e) {
            console.err().print(Problems.report(e.problems(), "nothing was started"));
            return Optional.empty();
        }
    }
}
