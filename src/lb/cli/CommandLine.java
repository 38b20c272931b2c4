package lb.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Finds out which command is meant. */
public final class CommandLine {
    private CommandLine() {}

    /**
     * Does what the arguments say; returns when that is done, for a load balancer never.
     *
     * @param out for what was asked for
     * @param err for problems, and for what happens to a running lb
     * @return the exit code: 0 well, 1 failed, 2 bad configuration or arguments
     */
    public static int execute(String[] arguments, PrintStream out, PrintStream err) {
        return execute(List.of(arguments), new Console(out, err));
    }

    static int execute(List<String> words, Console console) {
        if (words.isEmpty()) {
            return Command.RUN.execute(words, console);
        }
        String first = words.getFirst();
        Optional<Command> command = switch (first) {
            case "-h", "--help" -> Optional.of(Command.HELP);
            case "-v", "--version" -> Optional.of(Command.VERSION);
            default -> Command.named(first);
        };
        if (command.isPresent()) {
            return command.get().execute(words.subList(1, words.size()), console);
        }
        if (words.size() > 1 && !first.startsWith("-")) { // A file stands alone.
            console.err().println("there is no command " + first);
            Help.execute(List.of(), new Console(console.err(), console.err()));
            return ExitCode.BAD_INPUT;
        }
        return Command.RUN.execute(words, console);
    }
}
