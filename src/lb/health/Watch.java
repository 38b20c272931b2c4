package lb.health;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import lb.observe.Events;
import lb.pool.Health;
import lb.pool.ServerSpec;

/**
 * One server under one check, with all pools that asked for it. Its checks follow one another, each
 * on a virtual thread of its own.
 */
final class Watch {
    private final ServerSpec server;
    private final HealthCheck check;
    private final Probe probe;
    private final Events events;
    private final InstantSource clock;
    private final Health health;
    private final List<String> pools = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile boolean ended;

    /** Nothing is asked before {@link #checkOnce}. */
    Watch(ServerSpec server, HealthCheck check, Probe probe, Health health, Events events,
            InstantSource clock) {
        this.server = server;
        this.check = check;
        this.probe = probe;
        this.events = events;
        this.clock = clock;
        this.health = health;
    }

    Health health() {
        return health;
    }

    HealthCheck check() {
        return check;
    }

    String server() {
        return server.name();
    }

    void addPool(String pool) {
        pools.add(pool);
    }

    /** Takes back one {@link #addPool}; true when no pool is left. */
    boolean removePool(String pool) {
        pools.remove(pool);
        return pools.isEmpty();
    }

    /** Opens once the first check is done. */
    CountDownLatch first() {
        return first;
    }

    /** What is still under way is not looked at any more. */
    void end() {
        ended = true;
        first.countDown();
    }

    boolean isEnded() {
        return ended;
    }

    /** Checks the server once and takes in what came of it. */
    void checkOnce() throws InterruptedException {
        Outcome outcome = outcome();
        if (ended) {
            return; // Stopping fails what is under way; that says nothing about the server.
        }
        Health.Snapshot before = health.snapshot();
        if (health.observe(outcome.passed(), outcome.reason(), clock.instant())) {
            log(outcome, before);
        }
        first.countDown(); // Last: the pools have heard of it.
    }

    private Outcome outcome() throws InterruptedException {
        try {
            return probe.check();
        } catch (RuntimeException | StackOverflowError e) { // The latter out of a regex.
            events.fault("checking " + server.name(), e);
            return Outcome.failed("the check itself failed: " + e);
        }
    }

    private void log(Outcome outcome, Health.Snapshot before) {
        int inARow = before.against() + 1;
        String count = first.getCount() > 0 ? "first check"
                : inARow == 1 ? "1 check" : inARow + " checks in a row";
        Set<String> names = new LinkedHashSet<>(pools); // During a reload one stands there twice.
        String line = "server " + server.name() + " of pool" + (names.size() > 1 ? "s " : " ")
                + String.join(", ", names) + " is " + (outcome.passed() ? "up" : "down") + ": "
                + outcome.reason() + " (" + count + ")";
        if (outcome.passed()) {
            events.info(line);
        } else {
            events.warn(line);
        }
    }
}
