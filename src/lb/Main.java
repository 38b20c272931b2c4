package lb;

import lb.cli.CommandLine;

/** Where the jar begins. */
public final class Main {
    private Main() {}

    /** Does what the arguments say and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(CommandLine.execute(arguments, System.out, System.err));
    }
}
