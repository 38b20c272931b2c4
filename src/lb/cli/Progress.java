package lb.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** A line that says how far a long task has come, on a terminal and not before it is long. */
final class Progress {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(200);

    private final PrintStream out;
    private final boolean wanted = isTerminal(System.console());
    private long next = System.nanoTime() + 5 * EVERY;
    private boolean shown;

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Says how much is done, 0 to 1. */
    void show(String what, double done) {
        if (wanted && System.nanoTime() - next > 0) {
            next = System.nanoTime() + EVERY;
            shown = true;
            out.print("\r" + what + ": " + (int) (100 * done) + "%\033[K");
            out.flush();
        }
    }

    /** Takes the line away. */
    void wipe() {
        if (shown) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    /** From JDK 22 on there is a console without a terminal as well, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
