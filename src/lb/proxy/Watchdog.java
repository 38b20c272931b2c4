package lb.proxy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Gives every exchange a deadline from the moment its first byte has arrived, before the JDK's
 * server has read the head: that is what stops a client that sends its head a byte at a time.
 *
 * <p>Looks at all exchanges in progress ten times a second: cheaper than a timer for each step of
 * each request, and exact enough for limits that are given in seconds.
 */
public final class Watchdog implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;
    private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

    private final Set<Deadline> active = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("watchdog").unstarted(task));

    /** Starts looking. */
    public Watchdog() {
        timer.scheduleAtFixedRate(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = Deadline.now();
        for (Deadline deadline : active) {
            deadline.check(now);
        }
    }

    /**
     * An executor that runs the exchanges of a server on {@code threads}, each with a deadline.
     *
     * @param head time in which the head of a request must arrive; asked for each
     */
    public Executor guard(Executor threads, Supplier<Duration> head) {
        return exchange -> threads.execute(() -> run(exchange, head.get()));
    }

    private void run(Runnable exchange, Duration head) {
        Deadline deadline = new Deadline();
        active.add(deadline);
        CURRENT.set(deadline);
        try {
            deadline.within(head);
            exchange.run();
        } catch (DeadlineExpired impossible) {
            throw new IllegalStateException(impossible); // There was no deadline before.
        } finally {
            CURRENT.remove();
            active.remove(deadline);
            deadline.takeExpired();
            Thread.interrupted(); // The thread may serve another exchange next.
        }
    }

    /** The deadline of the exchange that the current thread runs. */
    static Deadline current() {
        return CURRENT.get();
    }

    /** Stops looking. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
