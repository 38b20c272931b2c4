package lb.pool;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a server passes its health checks: it takes {@code rise} passes in a row to go up and
 * {@code fall} failures in a row to go down; the very first check decides alone. One counter, of
 * evidence against the current state.
 *
 * <pre>
 *                 first check passes              fall failures in a row
 *   UNKNOWN ─────────────────────────────▶ UP ────────────────────────────▶ DOWN
 *      │                                    ▲                                │ ▲
 *      │                                    └──── rise passes in a row ──────┘ │
 *      └──────────────────────── first check fails ────────────────────────────┘
 * </pre>
 *
 * <p>Read by every request, written by one probe at a time; a second writer would do no harm.
 */
public final class Health {
    /** Where a server stands. */
    public enum State {
        /** Not checked yet: not used. */
        UNKNOWN,
        /** Used. */
        UP,
        /** Not used. */
        DOWN;

        /** In lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * All there is to know at one moment.
     *
     * @param state where the server stands
     * @param against checks in a row that contradict the state
     * @param reason what the last check saw: {@code status 500}, {@code connection refused}
     * @param since when the state last changed; null before the first check
     */
    public record Snapshot(State state, int against, String reason, Instant since) {}

    private final int rise;
    private final int fall;
    private final AtomicReference<Snapshot> snapshot;
    private final AtomicLong transitions = new AtomicLong();
    private volatile Instant checked; // null before the first check
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** A server that is not checked: always up. */
    public static Health unchecked() {
        return new Health(1, 1, new Snapshot(State.UP, 0, "not checked", Instant.now()));
    }

    /**
     * Not yet checked, and not up until it is.
     *
     * @param rise passes in a row to go up, 1 or more
     * @param fall failures in a row to go down, 1 or more
     */
    public Health(int rise, int fall) {
        this(rise, fall, new Snapshot(State.UNKNOWN, 0, "not checked yet", null));
    }

    /**
     * Known by other checks until now: it stays what it was until the first check of the new kind,
     * which decides alone.
     *
     * @param before how it was by the checks until now
     */
    public static Health after(Snapshot before, int rise, int fall) {
        // All the evidence that it takes but one.
        return new Health(rise, fall, before.state == State.UNKNOWN ? before : new Snapshot(
                before.state, Math.max(rise, fall) - 1, before.reason, before.since));
    }

    private Health(int rise, int fall, Snapshot snapshot) {
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise and fall are 1 or more");
        }
        this.rise = rise;
        this.fall = fall;
        this.snapshot = new AtomicReference<>(snapshot);
    }

    /** Whether the server may be used. */
    public boolean isUp() {
        return snapshot.get().state == State.UP;
    }

    /** Whether it has been checked at least once. */
    public boolean isKnown() {
        return snapshot.get().state != State.UNKNOWN;
    }

    /** State, reason and time, as they were together. */
    public Snapshot snapshot() {
        return snapshot.get();
    }

    /** How often the state changed, the first check included. */
    public long transitions() {
        return transitions.get();
    }

    /** When the last check ended; empty before the first one. */
    public Optional<Instant> checked() {
        return Optional.ofNullable(checked);
    }

    /** Passes in a row to go up. */
    public int rise() {
        return rise;
    }

    /** Failures in a row to go down. */
    public int fall() {
        return fall;
    }

    /** What the last check saw. */
    public String reason() {
        return snapshot.get().reason;
    }

    /** When the state last changed; null before the first check. */
    public Instant since() {
        return snapshot.get().since;
    }

    /**
     * Takes in the outcome of one check. Listeners have run when this returns.
     *
     * @param passed whether it passed
     * @param reason what was seen: {@code status 500}, {@code connection refused}
     * @param now the time of the check
     * @return whether the state changed
     */
    public boolean observe(boolean passed, String reason, Instant now) {
        checked = now;
        Snapshot before = snapshot.getAndUpdate(old -> next(old, passed, reason, now));
        boolean changed = next(before, passed, reason, now).state != before.state;
        if (changed) {
            transitions.incrementAndGet();
            listeners.forEach(Runnable::run);
        }
        return changed;
    }

    private Snapshot next(Snapshot old, boolean passed, String reason, Instant now) {
        State seen = passed ? State.UP : State.DOWN;
        if (old.state == seen) {
            return new Snapshot(seen, 0, reason, old.since);
        }
        int against = old.against + 1;
        if (old.state == State.UNKNOWN || against >= (passed ? rise : fall)) {
            return new Snapshot(seen, 0, reason, now);
        }
        return new Snapshot(old.state, against, reason, old.since);
    }

    /** Runs after each change of state, on the thread of the check; it must be quick. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Takes back one {@link #onChange}. */
    void forget(Runnable listener) {
        listeners.remove(listener);
    }
}
