package lb.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import lb.http.Request;

/**
 * The last choices of a pool, as a sample: the first one after each {@link #due}. All others pay
 * one look at a flag, and no clock. Safe for many threads.
 */
final class Decisions {
    private static final int KEPT = 20;

    private final AtomicBoolean due = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock(); // guards writes of what follows
    private volatile List<Decision> last = List.of();

    /** The next choice is wanted. */
    void due() {
        due.set(true);
    }

    /** Whether this choice is wanted; true for one caller. */
    boolean isDue() {
        return due.get() && due.compareAndSet(true, false);
    }

    /**
     * Keeps a choice.
     *
     * @param candidates as they stood right before
     * @return {@code chosen}
     */
    Optional<Server> keep(Request request, Candidates candidates, Optional<Server> chosen) {
        List<Decision> now = new ArrayList<>(KEPT);
        now.add(Decision.of(request, candidates, chosen));
        lock.lock();
        try {
            now.addAll(last.subList(0, Math.min(last.size(), KEPT - 1)));
            last = List.copyOf(now);
        } finally {
            lock.unlock();
        }
        return chosen;
    }

    /** The latest first. */
    List<Decision> last() {
        return last;
    }
}
