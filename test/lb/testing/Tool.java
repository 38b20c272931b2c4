package lb.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of this machine, run to its end, its input empty.
 *
 * @param exit its exit code
 * @param said what it wrote, to either side
 */
public record Tool(int exit, String said) {
    /** Runs it, at most twenty seconds. */
    public static Tool run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(),
                    StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError(String.join(" ", command) + " does not end; it said "
                        + said);
            }
            return new Tool(process.exitValue(), said);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whether there is such a program. */
    public static boolean exists(String program) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (java.nio.file.Files.isExecutable(java.nio.file.Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
