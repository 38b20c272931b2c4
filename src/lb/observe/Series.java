package lb.observe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/** The last seconds of something that is counted. Safe for many threads, by a copy on each read. */
public final class Series {
    /** So many seconds are kept. */
    public static final int SECONDS = 300;
    /** Percentiles of "now" are over so many seconds. */
    public static final int WINDOW = 10;

    /**
     * One second.
     *
     * @param errors those with a status of 500 or more
     * @param p50 in milliseconds; likewise the others; empty when there was no request
     */
    public record Second(long requests, long errors, OptionalDouble p50, OptionalDouble p90,
            OptionalDouble p99) {
        static Second of(Counts counts) {
            return new Second(counts.requests(), counts.ofClass(5), counts.percentileMillis(0.5),
                    counts.percentileMillis(0.9), counts.percentileMillis(0.99));
        }
    }

    private final Deque<Second> seconds = new ArrayDeque<>(); // of the sampling thread
    private final Deque<Counts> window = new ArrayDeque<>(); // likewise
    private Counts before; // likewise; null at first
    private volatile List<Second> published = List.of();
    private volatile Counts recent = Counts.NONE;

    /** Takes the counts of now, once a second, always on the same thread. */
    void sample(Counts now) {
        Counts delta = before == null ? Counts.NONE : now.minus(before);
        before = now;
        add(seconds, Second.of(delta), SECONDS);
        add(window, delta.requests() == 0 ? Counts.NONE : delta, WINDOW);
        recent = window.stream().filter(counts -> counts != Counts.NONE)
                .reduce(Counts.NONE, Counts::plus);
        published = List.copyOf(seconds);
    }

    private static <T> void add(Deque<T> deque, T item, int most) {
        if (deque.size() == most) {
            deque.removeFirst();
        }
        deque.addLast(item);
    }

    /** The last seconds, at most so many, oldest first. */
    public List<Second> last(int count) {
        List<Second> all = published;
        return new ArrayList<>(all.subList(Math.max(0, all.size() - count), all.size()));
    }

    /** What came in the last {@link #WINDOW} seconds. */
    public Counts recent() {
        return recent;
    }
}
