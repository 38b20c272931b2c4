package lb.proxy;

import java.io.IOException;
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
    private static final ThreadLocal<Arrival> CURRENT = new ThreadLocal<>();

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
            try {
                deadline.check(now);
            } catch (RuntimeException | Error e) {
                continue; // No thread for last words: must not end the schedule, or all deadlines.
            }
        }
    }

    /**
     * An executor that runs the exchanges of a server on {@code threads}, each with a deadline.
     *
     * @param head time in which the head of a request must arrive; asked for each
     * @param unread hears of the requests that the JDK's server does not hand over
     */
    public Executor guard(Executor threads, Supplier<Duration> head, Unread unread) {
        return exchange -> threads.execute(() -> run(exchange, head.get(), new Arrival(unread)));
    }

    private void run(Runnable exchange, Duration head, Arrival arrival) {
        active.add(arrival.deadline);
        CURRENT.set(arrival);
        try {
            arrival.deadline.within(head);
            exchange.run();
        } catch (DeadlineExpired impossible) {
            throw new IllegalStateException(impossible); // There was no deadline before.
        } finally {
            CURRENT.remove();
            boolean late = arrival.deadline.end();
            active.remove(arrival.deadline);
            Thread.interrupted(); // The thread may serve another exchange next.
            if (late && !arrival.handedOver) {
                arrival.unread.ended("", 408, "timeout.request, closed without an answer");
            }
        }
    }

    /** The head of a request has arrived: the deadline of its exchange, which is off until set. */
    static Deadline begin() throws IOException {
        Arrival arrival = CURRENT.get();
        arrival.handedOver = true;
        arrival.deadline.none();
        return arrival.deadline;
    }

    /**
     * Gives the current thread's exchange so long from now on, instead of what it had.
     *
     * @throws IOException when its deadline has passed
     */
    public static void allow(Duration time) throws IOException {
        CURRENT.get().deadline.within(time);
    }

    /** Whether the deadline of the current thread's exchange has passed; it is none any more. */
    static boolean takeExpired() {
        return CURRENT.get().deadline.takeExpired();
    }

    /** Whether the current thread is one on which the JDK's server reads the head of a request. */
    public static boolean isReadingHead() {
        Arrival arrival = CURRENT.get();
        return arrival != null && !arrival.handedOver;
    }

    /** The JDK's server has answered the request whose head this thread reads by itself. */
    public static void refused(String requestLine, int status, String why) {
        CURRENT.get().unread.ended(requestLine, status, why);
    }

    /** An exchange from its first byte on; belongs to its thread. */
    private static final class Arrival {
        final Deadline deadline = new Deadline();
        final Unread unread;
        boolean handedOver;

        Arrival(Unread unread) {
            this.unread = unread;
        }
    }

    /** Stops looking. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
