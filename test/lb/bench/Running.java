package lb.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A program that was started to be measured, with the processes it has started itself. */
final class Running implements AutoCloseable {
    private static final long TICKS_PER_SECOND = 100; // What Linux has told programs since ever.
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final Process process;
    private final BufferedReader said;
    private final boolean counted;

    private Running(Process process, boolean counted) {
        this.process = process;
        this.counted = counted;
        this.said = process.inputReader();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * Starts a program and waits until something listens on a port.
     *
     * @param log where it writes what it has to say, if it is not {@link Counted}
     */
    static Running start(List<String> command, int port, Path log) throws IOException {
        boolean counted = command.contains(Counted.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (!counted) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        Running running = new Running(builder.start(), counted);
        running.awaitPort(port, log);
        return running;
    }

    private void awaitPort(int port, Path log) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (!listens(port)) {
            if (System.nanoTime() - end > 0 || !process.isAlive()) {
                close();
                throw new IOException("nothing listens on " + port + "; see " + log);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Stream<Long> pids() {
        return Stream.concat(Stream.of(process.pid()),
                process.descendants().map(ProcessHandle::pid));
    }

    /** Microseconds of processor time used so far, in the program and in the system for it. */
    long cpuMicros() {
        return pids().mapToLong(pid -> {
            String stat = read(pid, "stat");
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12]))
                    * (1_000_000 / TICKS_PER_SECOND);
        }).sum();
    }

    /** Kilobytes of memory resident. */
    long residentKb() {
        return pids().mapToLong(pid -> read(pid, "status").lines()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum()).sum();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes allocated since the start; 0 when nobody counts. */
    long allocated() throws IOException {
        return counted ? Long.parseLong(ask("")[0]) : 0;
    }

    /** Bytes of heap in use after a collection; 0 when nobody counts. */
    long heapInUse() throws IOException {
        return counted ? Long.parseLong(ask("gc")[1]) : 0;
    }

    /** Milliseconds the JVM has spent on compiling so far; 0 when nobody counts. */
    long compiledMillis() throws IOException {
        return counted ? Long.parseLong(ask("")[2]) : 0;
    }

    private String[] ask(String question) throws IOException {
        process.outputWriter().write(question + "\n");
        process.outputWriter().flush();
        return said.readLine().split(" ");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
