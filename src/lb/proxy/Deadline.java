package lb.proxy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import lb.pool.Server;

/**
 * The time by which the thread of one exchange must have got on. When it has not, the watchdog
 * interrupts the thread; every wait of a request ends then, be it for the client, for a server or
 * for a lock, and a socket of the JDK's server that is being read or written is closed.
 *
 * <p>The owner is the exchange's thread: it moves the deadline from step to step. The watchdog
 * claims an overdue deadline before it interrupts, so an interrupt can never hit a later step:
 *
 * <pre>
 *   set ──(watchdog claims it)──▶ EXPIRED ──(watchdog interrupts)──▶ DELIVERED
 *    ▲ └─(owner sets the next)─▶ set                                     │
 *    └─────── NONE ◀──(owner has waited for the interrupt and clears it)─┘
 * </pre>
 */
final class Deadline {
    private static final long ORIGIN = System.nanoTime(); // So that times compare without overflow.
    private static final long NONE = Long.MAX_VALUE;
    private static final long EXPIRED = -1;
    private static final long DELIVERED = -2;
    private static final long LONGEST_WORDS = Duration.ofSeconds(1).toNanos();

    private final Thread owner = Thread.currentThread();
    private final AtomicLong at = new AtomicLong(NONE);
    private volatile Server server; // Waited for; null: none.
    private volatile Runnable lastWords;
    private volatile boolean spoken;
    private long claimed; // Known to the watchdog's thread only.

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

    /**
     * From now on the deadline has also passed when this server is one no more: its connections
     * are a shared client's, and nothing else ends them. Null: no server is waited for any more.
     */
    void bindTo(Server other) {
        server = other;
    }

    private void move(long next) throws DeadlineExpired {
        long before = at.get();
        if (before < 0 || !at.compareAndSet(before, next)) {
            takeExpired();
            throw new DeadlineExpired();
        }
    }

    /**
     * Whether the deadline has passed; if so the interrupt has been received and cleared, and there
     * is no deadline any more. Ask after every {@code InterruptedException} and I/O error.
     */
    boolean takeExpired() {
        if (at.get() >= 0) {
            return false;
        }
        while (at.get() != DELIVERED) { // The watchdog has claimed it and will interrupt.
            LockSupport.parkNanos(100_000);
        }
        Thread.interrupted();
        at.set(NONE);
        return true;
    }

    /** The last step is over: from now on nobody interrupts. Whether it took too long. */
    boolean end() {
        try {
            none();
            return false;
        } catch (DeadlineExpired e) {
            return true;
        }
    }

    /** Called by the watchdog, again and again: interrupts the owner when its time is over. */
    void check(long now) {
        long limit = at.get();
        Server awaited = server;
        boolean over = limit <= now || awaited != null && awaited.isClosed();
        if (limit >= 0 && over && at.compareAndSet(limit, EXPIRED)) {
            claimed = now;
            speak(lastWords);
            limit = EXPIRED;
        }
        // Not for ever: the client that is to hear the words may not read either.
        if (limit == EXPIRED && (spoken || now - claimed > LONGEST_WORDS)) {
            owner.interrupt();
            at.set(DELIVERED);
        }
    }

    private void speak(Runnable words) {
        spoken = words == null;
        if (words != null) { // They write to a socket: not on the watchdog's thread.
            Thread.ofPlatform().daemon().name("last-words").start(() -> {
                try {
                    words.run();
                } finally {
                    spoken = true;
                }
            });
        }
    }

    /** Nanoseconds on the clock of deadlines. */
    static long now() {
        return System.nanoTime() - ORIGIN;
    }
}
