package lb.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether one server may be used, and why not. Four things decide: its checks ({@link Health}), a
 * word of the operator (drain, down), an ejection for failing real requests, and its weight. A
 * server that comes back from any of them starts slowly.
 *
 * <p>Read by any thread; written by one at a time, the one that holds its pool's lock.
 */
final class Availability {
    /** What the operator, or the file, has said: drain or down. */
    private record Order(ServerState state, String reason, Instant since) {}

    private static final int KEPT = 20; // Changes of state.
    private static final String IN_THE_FILE = "drain in the file";

    private record Ejection(long until, String reason, Instant since) {}

    private record Start(long at, Instant since) {}

    private volatile Health health;
    private volatile Order order; // null: none
    private volatile Ejection ejection; // null: none
    private volatile Start start; // null: not starting
    private volatile Instant since = Instant.now(); // when it could last be used again
    private volatile int weight;
    private volatile int share; // hundredths of the weight that counts since the last update
    private volatile List<Standing> timeline = List.of();
    private boolean leftOut; // whether it could not be used when we last looked

    Availability(Health health, ServerSpec spec) {
        this.health = health;
        this.weight = spec.weight();
        this.share = spec.weight() * Server.FULL_SHARE;
        if (spec.drain()) {
            order(ServerState.DRAIN, IN_THE_FILE);
        }
    }

    /** Follows the file where that says something else; what was ordered at run time stays. */
    void become(ServerSpec before, ServerSpec after, Health now) {
        health = now;
        if (after.weight() != before.weight()) {
            weight(after.weight());
        }
        if (after.drain() && !before.drain()) {
            order(ServerState.DRAIN, IN_THE_FILE);
        } else if (before.drain() && order != null && order.reason.equals(IN_THE_FILE)
                && !after.drain()) {
            withdrawOrder();
        }
    }

    int weight() {
        return weight;
    }

    int share() {
        return share;
    }

    void weight(int weight) {
        this.weight = weight;
    }

    /** From now on it drains or is down. */
    void order(ServerState state, String reason) {
        order = new Order(state, reason, Instant.now());
    }

    /** Stands from now on as it does elsewhere; what time would change of it stays. */
    void assume(Standing elsewhere, int weight) {
        this.weight = weight;
        since = elsewhere.since();
        order = elsewhere.state() == ServerState.DOWN || elsewhere.state() == ServerState.DRAIN
                ? new Order(elsewhere.state(), elsewhere.reason(), elsewhere.since()) : null;
        ejection = elsewhere.state() == ServerState.EJECTED
                ? new Ejection(System.nanoTime() + Long.MAX_VALUE / 2, elsewhere.reason(),
                        elsewhere.since()) : null;
    }

    /** Takes back what {@link #order} has said. */
    void withdrawOrder() {
        order = null;
    }

    void eject(long until, String reason) {
        ejection = new Ejection(until, reason, Instant.now());
    }

    boolean isEjected() {
        return ejection != null;
    }

    /** Whether new requests may go to it. */
    boolean takesNewRequests() {
        return ejection == null && isOtherwiseUsable();
    }

    /** Whether nothing but an ejection stands between it and new requests. */
    boolean isOnlyEjected() {
        return ejection != null && isOtherwiseUsable();
    }

    private boolean isOtherwiseUsable() {
        return health.isUp() && order == null && weight > 0;
    }

    /** Whether clients that stick to it may stay: also while it drains and with weight 0. */
    boolean keepsClients() {
        return ejection == null && isReachable();
    }

    /** The same without regard to an ejection. */
    boolean isReachable() {
        Order now = order;
        return health.isUp() && (now == null || now.state != ServerState.DOWN);
    }

    /** Ends an ejection whose time is over; whether there was one. */
    boolean endEjection(long now) {
        Ejection was = ejection;
        if (was == null || now - was.until < 0) {
            return false;
        }
        ejection = null;
        return true;
    }

    /** Begins, continues or ends the slow start. */
    void update(long now, SlowStart slowStart) {
        if (!health.isUp()) {
            ejection = null; // It is the checks that decide now; when it is back, it is another.
        }
        if (!takesNewRequests()) {
            // Before its first check it has not been away: no slow start when lb itself starts.
            leftOut |= health.isKnown() || order != null;
            start = null;
        } else if (leftOut) {
            leftOut = false;
            since = Instant.now();
            start = slowStart.isOn() ? new Start(now, since) : null;
        }
        Start begun = start;
        int percent = begun == null ? Server.FULL_SHARE : slowStart.percent(now - begun.at);
        if (percent == Server.FULL_SHARE) {
            start = null;
        }
        share = weight * percent;
        if (health.isKnown() || order != null) {
            remember(standing()); // What is not checked yet is no news.
        }
    }

    private void remember(Standing now) {
        List<Standing> before = timeline;
        if (before.isEmpty() || before.getLast().state() != now.state()) {
            List<Standing> after = new ArrayList<>(
                    before.subList(Math.max(0, before.size() - KEPT + 1), before.size()));
            after.add(new Standing(now.state(), now.reason(), Instant.now()));
            timeline = List.copyOf(after);
        }
    }

    /** The states it has come to, the latest last; the times are those when they were taken in. */
    List<Standing> timeline() {
        return timeline;
    }

    /** How soon it may change by itself; {@code Long.MAX_VALUE}: never. */
    long nanosToNextChange(long now, SlowStart slowStart) {
        Ejection out = ejection;
        long back = out == null ? Long.MAX_VALUE : Math.max(0, out.until - now);
        return start == null ? back : Math.min(back, slowStart.step().toNanos());
    }

    Standing standing() {
        Order said = order;
        Health.Snapshot seen = health.snapshot();
        Ejection out = ejection;
        Start begun = start;
        if (said != null && said.state == ServerState.DOWN) {
            return new Standing(ServerState.DOWN, said.reason, said.since);
        } else if (seen.state() != Health.State.UP) {
            return new Standing(ServerState.DOWN, seen.reason(), later(seen.since()));
        } else if (said != null) {
            return new Standing(said.state, said.reason, said.since);
        } else if (out != null) {
            return new Standing(ServerState.EJECTED, out.reason, out.since);
        } else if (begun != null) {
            String reason = "slow start, at " + share / Math.max(1, weight) + "% of its weight";
            return new Standing(ServerState.STARTING, reason, begun.since);
        }
        return new Standing(ServerState.UP, seen.reason(), later(seen.since()));
    }

    /** A server that fails its checks is down since then; one that is up, since it was usable. */
    private Instant later(Instant change) {
        Instant usable = since;
        return change == null || change.isBefore(usable) ? usable : change;
    }

    /** As in the file: {@code 1m30s}. */
    static String text(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
