package lb.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lb.config.Config;
import lb.config.Written.Effective;

/** Lists what is wrong with a file, and what counts in it. */
final class Check {
    private static final String EFFECTIVE = "--effective";

    private Check() {}

    static int execute(List<String> arguments, Console console) {
        List<String> files = new ArrayList<>(arguments);
        boolean effective = files.remove(EFFECTIVE);
        Optional<String> complaint = Command.CHECK.complaint(files);
        if (complaint.isPresent()) {
            return Command.CHECK.misused(complaint.get(), console);
        }
        Path file = Loading.file(files);
        Optional<Config> config = Loading.load(file, console);
        if (config.isEmpty()) {
            return ExitCode.BAD_INPUT;
        }
        if (effective) {
            show(config.get().written().effective(), console);
        } else if (config.get().warnings().isEmpty()) {
            console.out().println(file + ": no problems");
        }
        return ExitCode.WELL;
    }

    private static void show(List<Effective> values, Console console) {
        int width = values.stream().mapToInt(value -> value.origin().length()).max().orElse(0);
        values.forEach(value -> console.out().println(value.origin()
                + " ".repeat(width + 2 - value.origin().length())
                + value.key() + " = " + value.value()));
    }
}
