package lb.runtime;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lb.observe.Events;

/**
 * Looks once a second whether connections or open files run out, which the JDK's server does not
 * tell: it closes connections beyond its limit, and without files it spins. Says so in the events.
 * Near the end of the files, requests are no longer sent to servers, which would need more of them,
 * but answered with 503 and their connections closed: so it passes by itself.
 *
 * <p>Knows nothing, and does nothing, outside of Linux.
 */
final class Capacity implements AutoCloseable {
    private static final File OPEN_FILES = new File("/proc/self/fd");
    private static final List<Path> SOCKETS =
            List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    // Established, and closed by the client but not yet by us: proc(5), include/net/tcp_states.h.
    private static final Set<String> OPEN_STATES = Set.of("01", "08");

    private final Supplier<Set<Integer>> ports;
    private final int mostConnections;
    private final Consumer<Boolean> shed;
    private final Gauge connections;
    private final Gauge files;
    private final Gauge lastFiles;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("capacity").unstarted(task));
    private long mostFiles = FileLimit.openFiles();

    /**
     * Starts looking.
     *
     * @param ports of the listeners, which a reload may change
     * @param mostConnections of clients, on all of them
     * @param shed told each second whether to refuse requests
     */
    Capacity(Supplier<Set<Integer>> ports, int mostConnections, Consumer<Boolean> shed,
            Events events) {
        this.ports = ports;
        this.mostConnections = mostConnections;
        this.shed = shed;
        connections = new Gauge("client connections", "more are refused soon (limit.connections,"
                + " or half of the files that may be open)", 90, 80, events);
        files = new Gauge("open files", "more fail soon (ulimit -n)", 90, 80, events);
        lastFiles = new Gauge("open files", "requests get 503", 97, 90, events);
        if (OPEN_FILES.list() != null) {
            timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        }
    }

    private void look() {
        long most = FileLimit.openFiles(); // An administrator may raise it while we run.
        mostFiles = most == Integer.MAX_VALUE ? mostFiles : most;
        String[] names = OPEN_FILES.list();
        long open = names == null ? mostFiles : names.length; // It takes a file to look.
        files.isTight(open, mostFiles);
        shed.accept(lastFiles.isTight(open, mostFiles));
        // Reading all sockets is dear; and there are no more connections than files.
        connections.isTight(open < mostConnections / 2 ? open : clients(), mostConnections);
    }

    /** How many connections clients have; negative outside of Linux. Reads all sockets. */
    long connections() {
        return Files.exists(SOCKETS.getFirst()) ? clients() : -1;
    }

    private long clients() {
        Set<Integer> listening = ports.get();
        long count = 0;
        for (Path sockets : SOCKETS) {
            try (Stream<String> lines = Files.lines(sockets)) {
                count += lines.skip(1).filter(line -> isClient(line, listening)).count();
            } catch (IOException e) {
                continue; // No IPv6 here, or no file left to read it by, of which the other tells.
            }
        }
        return count;
    }

    private static boolean isClient(String line, Set<Integer> ports) {
        String[] fields = line.strip().split("\\s+", 5); // Number, local, remote, state.
        String port = fields[1].substring(fields[1].lastIndexOf(':') + 1);
        return OPEN_STATES.contains(fields[3]) && ports.contains(Integer.parseInt(port, 16));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
