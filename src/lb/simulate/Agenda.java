package lb.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** A virtual clock, in nanoseconds, and what is to happen on it. For one thread. */
final class Agenda implements LongSupplier {
    /** What is due at the same time happens in the order in which it was planned. */
    private record Entry(long at, long number, Runnable what) {
        static final Comparator<Entry> ORDER =
                Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number);
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(Entry.ORDER);
    private long now;
    private long planned;

    @Override
    public long getAsLong() {
        return now;
    }

    void at(long time, Runnable what) {
        entries.add(new Entry(Math.max(time, now), planned++, what));
    }

    void in(long nanos, Runnable what) {
        at(now + nanos, what);
    }

    /** Does all that is due by then; it is then, afterwards. */
    void runUntil(long time) {
        while (!entries.isEmpty() && entries.peek().at <= time) {
            next();
        }
        now = time;
    }

    /** Does what is due next. */
    void next() {
        Entry entry = entries.remove();
        now = entry.at;
        entry.what.run();
    }
}
