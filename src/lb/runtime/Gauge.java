package lb.runtime;

import lb.observe.Events;

/**
 * Something that can run out. Says so once when it gets tight, and once when that is over: with
 * some distance between the two, so that it does not go to and fro. Belongs to one thread.
 */
final class Gauge {
    private final String what;
    private final String consequence;
    private final int high;
    private final int low;
    private final Events events;
    private boolean tight;

    /**
     * A gauge that is not tight.
     *
     * @param what it measures: {@code open files}
     * @param consequence what happens when it gets tight: {@code requests get 503}
     * @param high percent of the most there may be, from which it is tight
     * @param low percent below which that is over
     */
    Gauge(String what, String consequence, int high, int low, Events events) {
        this.what = what;
        this.consequence = consequence;
        this.high = high;
        this.low = low;
        this.events = events;
    }

    /** Takes a measurement; whether it is tight. */
    boolean isTight(long used, long most) {
        long percent = 100 * used / Math.max(1, most);
        if (!tight && percent >= high) {
            tight = true;
            events.warn(what + ": " + used + " of " + most + ", " + consequence);
        } else if (tight && percent < low) {
            tight = false;
            events.info(what + ": no longer so that " + consequence);
        }
        return tight;
    }
}
