package lb.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many connections the operating system lets this process have. The JDK's server spins when it
 * runs out of file descriptors; so it must never come to that.
 */
final class FileLimit {
    private static final Path LIMITS = Path.of("/proc/self/limits");

    private FileLimit() {}

    /**
     * The client connections to allow on each listener, for which the JDK counts them: as many as
     * wanted, on all of them at most half of what may be open. The other half is for the
     * connections to servers.
     */
    static int connections(int wanted, int listeners) {
        long open = openFiles();
        return (int) Math.max(1, Math.min(wanted, (open - 100) / 2 / Math.max(1, listeners)));
    }

    /** Most files this process may have open; without limit where that is not known. */
    static long openFiles() {
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith("Max open files")) {
                    String limits = line.substring("Max open files".length()).strip();
                    String soft = limits.split("\\s+")[0];
                    return soft.equals("unlimited") ? Integer.MAX_VALUE : Long.parseLong(soft);
                }
            }
        } catch (IOException | NumberFormatException e) {
            return Integer.MAX_VALUE; // No such file outside of Linux.
        }
        return Integer.MAX_VALUE;
    }
}
