package lb.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lb.config.Config;

/** Lists what is wrong with a file. */
final class Check {
    private Check() {}

    static int execute(List<String> arguments, Console console) {
        Path file = Loading.file(arguments);
        Optional<Config> config = Loading.load(file, console);
        if (config.isEmpty()) {
            return ExitCode.BAD_INPUT;
        }
        if (config.get().warnings().isEmpty()) {
            console.out().println(file + ": no problems");
        }
        return ExitCode.WELL;
    }
}
