package lb.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Which threads run exchanges. */
final class Threads {
    private static final int FIRST_WITHOUT_PINNING = 24; // JEP 491.
    private static final long STACK = 256 * 1024;

    private static final int ADMIN = 256;

    private Threads() {}

    /**
     * Platform threads: those of the requests do not stand before them in any queue. A connection
     * beyond the last of them is closed, over a queue in which it would wait for who holds them.
     */
    static Executor forAdmin() {
        return new ThreadPoolExecutor(0, ADMIN, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
                task -> daemon(task, "admin"));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(null, task, name, STACK);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A virtual thread for each exchange where that is sound, else a platform thread.
     *
     * <p>The JDK's server reads and writes its sockets within {@code synchronized}. Up to JDK 23
     * that pins a virtual thread to its carrier, so that as many slow clients as there are cores
     * would stop everything. There, exchanges run on platform threads.
     *
     * <p>How many there may be is not said here but by the limit on connections, which have one
     * exchange each. A pool of just as many would refuse requests: a client that has its answer may
     * send the next request before the thread of the first is free again.
     */
    static Executor forExchanges() {
        if (Runtime.version().feature() >= FIRST_WITHOUT_PINNING) {
            Thread.Builder virtual = Thread.ofVirtual().name("exchange");
            return virtual::start;
        }
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon(task, "exchange"));
    }
}
