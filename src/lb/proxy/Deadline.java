package lb.proxy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time by which the thread of one exchange must have got on. When it has not, the watchdog
 * interrupts the thread; every wait of a request ends then, be it for the client, for a server or
 * for a lock, and a socket of the JDK's server that is being read or written is closed.
 *
 * <p>The owner is the exchange's thread: it moves the deadline from step to step. The watchdog
 * claims an overdue deadline before it interrupts, so an interrupt can never hit a later step:
 *
 * <pre>
 *   set ─(watchdog claims it)─▶ EXPIRED ─(interrupt sent)─▶ delivered ─(owner takes it)─▶ NONE
 *    └───(owner sets the next)──▶ set
 * </pre>
 */
final class Deadline {
    private static final long ORIGIN = System.nanoTime(); // So that times compare without overflow.
    private static final long NONE = Long.MAX_VALUE;
    private static final long EXPIRED = -1;

    private final Thread owner = Thread.currentThread();
    private final AtomicLong at = new AtomicLong(NONE);
    private volatile boolean delivered;
    private volatile Runnable lastWords;

    /** From now on the owner has this long. Fails when the previous deadline has passed. */
    void within(Duration time) throws DeadlineExpired {
        move(now() + time.toNanos());
    }

    /** From now on the owner has all the time. Fails when the previous deadline has passed. */
    void none() throws DeadlineExpired {
        move(NONE);
    }

    /**
     * What another thread is to do when the deadline passes, just before the interrupt: answer the
     * client while the owner is stuck reading from it. Null: nothing.
     */
    void lastWords(Runnable words) {
        lastWords = words;
    }

    private void move(long next) throws DeadlineExpired {
        long before = at.get();
        if (before == EXPIRED || !at.compareAndSet(before, next)) {
            takeExpired();
            throw new DeadlineExpired();
        }
    }

    /**
     * Whether the deadline has passed; if so the interrupt has been received and cleared, and there
     * is no deadline any more. Ask after every {@code InterruptedException} and I/O error.
     */
    boolean takeExpired() {
        if (at.get() != EXPIRED) {
            return false;
        }
        while (!delivered) { // The watchdog is between its claim and the interrupt.
            Thread.onSpinWait();
        }
        Thread.interrupted();
        delivered = false;
        at.set(NONE);
        return true;
    }

    /** Called by the watchdog: interrupts the owner when its time is over. */
    void check(long now) {
        long limit = at.get();
        if (limit == EXPIRED || limit > now || !at.compareAndSet(limit, EXPIRED)) {
            return;
        }
        Runnable words = lastWords;
        if (words == null) {
            interrupt();
        } else { // They write to a socket: not on the watchdog's thread.
            Thread.ofPlatform().daemon().name("last-words").start(() -> {
                try {
                    words.run();
                } finally {
                    interrupt();
                }
            });
        }
    }

    private void interrupt() {
        owner.interrupt();
        delivered = true;
    }

    /** Nanoseconds on the clock of deadlines. */
    static long now() {
        return System.nanoTime() - ORIGIN;
    }
}
