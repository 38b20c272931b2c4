package lb.pool;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import lb.observe.Events;

/**
 * What a pool says about its servers. Much of it is found out while a lock is held, within which
 * nothing may wait, and writing may; so it is kept until {@link #write}.
 */
final class PoolEvents {
    private final String pool;
    private final Events events;
    private final Queue<Runnable> unwritten = new ConcurrentLinkedQueue<>();

    PoolEvents(String pool, Events events) {
        this.pool = pool;
        this.events = events;
    }

    /** Writes what has been said. Call it without a lock. */
    void write() {
        for (Runnable line; (line = unwritten.poll()) != null; ) {
            line.run();
        }
    }

    private void info(String line) {
        unwritten.add(() -> events.info(line));
    }

    private void warn(String line) {
        unwritten.add(() -> events.warn(line));
    }

    void ejected(Server server, String reason, long nanos) {
        warn(of(server) + " is ejected for "
                + Availability.text(Duration.ofMillis(Math.max(1, nanos / 1_000_000))) + ": "
                + reason);
    }

    void spared(Server server, String reason) {
        warn(of(server) + " fails and is kept, for outlier.max allows no further ejection: "
                + reason);
    }

    void back(Server server) {
        info(of(server) + " is back: its ejection is over");
    }

    /** Done at the wish of an operator. */
    void ordered(Server server, String what) {
        info(of(server) + " " + what + ", by hand");
    }

    void changed(Roster before, Roster after) {
        if (after.lastResort() && !before.lastResort()) {
            warn("pool " + pool + " has only ejected servers left and uses them as a last"
                    + " resort: " + after.available().stream().map(Server::name)
                            .collect(Collectors.joining(", ")));
        } else if (before.lastResort() && !after.lastResort()) {
            info("pool " + pool + (after.available().isEmpty() ? " has no server at all"
                    : " needs its last resort no more"));
        }
    }

    private String of(Server server) {
        return "server " + server.name() + " of pool " + pool;
    }
}
