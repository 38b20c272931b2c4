package lb.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import lb.observe.AccessLog;
import lb.observe.Events;
import lb.pool.Pool;
import lb.pool.Server;

/**
 * What a change has left behind. Requests that had begun before it may still use all of it; so it
 * is closed when the last of them is done, or when they have had their time. Filled by one thread;
 * then safe for many.
 */
final class Leftovers {
    private static final long PAUSE_NANOS = 20_000_000;

    private final List<Server> servers = new ArrayList<>();
    private final List<Runnable> clients = new ArrayList<>();
    private final List<Pool> pools = new ArrayList<>();
    private final List<AccessLog> logs = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean hurry;

    void server(Server server) {
        servers.add(server);
    }

    /** What ends a client. */
    void client(Runnable end) {
        clients.add(end);
    }

    void pool(Pool pool) {
        pools.add(pool);
    }

    void log(AccessLog log) {
        logs.add(log);
    }

    boolean isEmpty() {
        return servers.isEmpty() && clients.isEmpty() && pools.isEmpty() && logs.isEmpty();
    }

    /**
     * Waits for the requests that use this and closes it.
     *
     * @param users how many requests there still are
     * @param atMost how long they have
     */
    void drain(IntSupplier users, Duration atMost, Events events) {
        long end = System.nanoTime() + atMost.toNanos();
        while (users.getAsInt() > 0 && System.nanoTime() - end < 0 && !hurry) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        for (Server server : servers) {
            if (server.inFlight() > 0) {
                events.info("server " + server.name() + " was removed and timeout.drain is over: "
                        + server.inFlight() + " requests cut off");
            }
        }
        closeServers();
        while (!logs.isEmpty() && users.getAsInt() > 0 && !hurry) {
            LockSupport.parkNanos(PAUSE_NANOS); // Cut off or not, each gets its line.
        }
        logs.forEach(AccessLog::close);
    }

    private void closeServers() {
        if (closed.compareAndSet(false, true)) {
            servers.forEach(Server::close);
            clients.forEach(Runnable::run);
            pools.forEach(Pool::close);
        }
    }

    /** Closes it at once. */
    void close() {
        hurry = true;
        closeServers();
    }
}
