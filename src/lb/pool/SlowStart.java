package lb.pool;

import java.time.Duration;

/**
 * How the weight of a server grows after it has recovered: in a straight line from a tenth, in
 * steps of a twentieth. Steps, because each makes the algorithm work its tables out anew; a tenth,
 * because less would leave a server of weight 1 among large ones without a request to warm up on.
 *
 * @param over how long it takes; zero: at once
 */
record SlowStart(Duration over) {
    private static final int FIRST = 10;
    private static final int STEP = 5;
    private static final Duration SHORTEST_STEP = Duration.ofMillis(250);

    boolean isOn() {
        return !over.isZero();
    }

    /** Per cent of the weight so many nanoseconds after the start, 10 to 100. */
    int percent(long nanos) {
        double done = Math.clamp((double) nanos / over.toNanos(), 0, 1);
        return Math.max(FIRST, (int) (100 * done) / STEP * STEP);
    }

    /** How often to look: a few times a second at most. */
    Duration step() {
        Duration step = over.dividedBy(100 / STEP);
        return step.compareTo(SHORTEST_STEP) < 0 ? SHORTEST_STEP : step;
    }
}
