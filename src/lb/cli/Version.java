package lb.cli;

import java.util.List;

/** Says which lb and which Java this is. */
final class Version {
    private Version() {}

    static int execute(List<String> arguments, Console console) {
        console.out().println("lb " + number() + " on " + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.runtime.version"));
        return ExitCode.WELL;
    }

    /** The version in the jar's manifest; {@code unpacked} when this runs without a jar. */
    private static String number() {
        String number = Version.class.getPackage().getImplementationVersion();
        return number == null ? "unpacked" : number;
    }
}
