package lb.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Says what lb can do. */
final class Help {
    private static final String START = "java -jar lb.jar ";

    private Help() {}

    static int execute(List<String> arguments, Console console) {
        if (arguments.isEmpty()) {
            overview(console.out());
            return ExitCode.WELL;
        }
        Optional<Command> command = Command.named(arguments.getFirst());
        if (command.isEmpty()) {
            console.err().println("there is no command " + arguments.getFirst());
            overview(console.err());
            return ExitCode.BAD_INPUT;
        }
        show(command.get(), console.out());
        return ExitCode.WELL;
    }

    /** All about one command. */
    static void show(Command command, PrintStream out) {
        out.println("usage: " + START + command.usage());
        out.println();
        out.print(command.details().isEmpty() ? sentence(command.summary()) : command.details());
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".\n";
    }

    private static void overview(PrintStream out) {
        out.println("lb is an HTTP load balancer. Its file, lb.properties, explains itself.");
        out.println();
        for (Command command : Command.values()) {
            out.println(START + command.usage());
            out.println("        " + command.summary());
        }
        out.println();
        out.println("Exit codes: 0 well, 1 failed, 2 bad configuration or arguments.");
    }
}
