package lb.bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Runs another program in this JVM and answers, for each line on standard input, with a line on
 * standard output: the bytes allocated since the start by all threads; the bytes in use, after a
 * collection if the line says {@code gc}; and the milliseconds spent on compiling.
 */
public final class Counted {
    private Counted() {}

    /** The class with the program's main method, then its arguments. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("counted").start(Counted::answer);
        Class.forName(arguments[0]).getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void answer() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        try {
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.equals("gc")) {
                    System.gc();
                }
                System.out.println(threads.getTotalThreadAllocatedBytes() + " "
                        + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " "
                        + ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
