package lb.pool;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import lb.http.Request;

/**
 * Requests that wait for a server because all are at their {@code max}: first come, first served.
 * Each waits on its own thread. Whoever frees a slot takes a server for the first in line and wakes
 * that one alone, so nobody wakes up in vain; and while somebody waits, newcomers go to the end of
 * the line without a look at the servers, so nobody overtakes.
 *
 * <p>A pool whose servers are not all busy never comes here, and takes no lock.
 */
final class WaitingLine {
    private final Function<Request, Optional<Server>> chooser;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Place> line = new LinkedHashSet<>(); // guarded by lock; any of it can leave
    private volatile int length; // the line's, for those who only want to know whether it is empty

    /**
     * A line.
     *
     * @param chooser takes a server for a request; empty when all are busy. Must not wait
     */
    WaitingLine(Function<Request, Optional<Server>> chooser) {
        this.chooser = chooser;
    }

    int length() {
        return length;
    }

    /**
     * Waits for a server.
     *
     * @param most requests that may wait, this one included
     * @throws InterruptedException when interrupted; the request has left the line
     */
    Choice await(Request request, int most, Duration timeout) throws InterruptedException {
        Thread thread = Thread.currentThread();
        Place place = new Place(request, server -> LockSupport.unpark(thread));
        Optional<Choice> refused = enter(place, most, timeout);
        if (refused.isPresent()) {
            return refused.get();
        }
        try {
            park(place, timeout.toNanos());
        } catch (InterruptedException e) {
            if (leave(place, timeout) instanceof Choice.Chosen chosen) { // In the same moment.
                chosen.server().release(); // For the next one, then.
            }
            throw e;
        }
        return leave(place, timeout);
    }

    /** The first half of waiting, which takes no time: empty when the request is in line now. */
    Optional<Choice> enter(Place place, int most, Duration timeout) {
        if (!join(place, most)) {
            return Optional.of(most == 0
                    ? new Choice.Busy("every server at its max", Duration.ofSeconds(1))
                    : new Choice.Busy("queue full", timeout));
        }
        serve(); // A slot may have come free since the caller looked.
        return Optional.empty();
    }

    /** The second half: afterwards it is decided whether the place was served. */
    Choice leave(Place place, Duration timeout) {
        leave(place);
        return place.server != null ? new Choice.Chosen(place.server)
                : new Choice.Busy("queue.timeout", timeout);
    }

    private static void park(Place place, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; place.server == null && left > 0; left = end - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(place, left);
        }
    }

    private boolean join(Place place, int most) {
        lock.lock();
        try {
            if (line.size() >= most) {
                return false;
            }
            line.add(place);
            length = line.size();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Place place) {
        if (place.server != null) {
            return; // Whoever served it has taken it out of the line.
        }
        lock.lock();
        try {
            line.remove(place);
            length = line.size();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the first in line what servers there are. Call it after each slot that comes free. */
    void serve() {
        if (length == 0) {
            return;
        }
        lock.lock();
        try {
            for (Iterator<Place> places = line.iterator(); places.hasNext(); ) {
                Place first = places.next();
                Optional<Server> server = chooser.apply(first.request);
                if (server.isEmpty()) {
                    return;
                }
                places.remove();
                length = line.size();
                first.server = server.get();
                first.served.accept(first.server);
            }
        } finally {
            lock.unlock();
        }
    }
}
