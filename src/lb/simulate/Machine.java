package lb.simulate;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import lb.simulate.Journey.End;

/**
 * A server as the network sees it: it works on a few requests at once, on the others in the order
 * in which they came; it may be gone, silent, slow or cold.
 */
final class Machine {
    private static final long CONNECTING = 1_000_000; // What a refusal takes, in ns. A guess.
    private static final double COLD = 4; // How many times slower. Arbitrary.

    /** A request that it has. */
    private static final class Job {
        final Consumer<End> ended;
        boolean open = true; // somebody still waits for it

        Job(Consumer<End> ended) {
            this.ended = ended;
        }

        void end(End end) {
            if (open) {
                open = false;
                ended.accept(end);
            }
        }
    }

    private final Agenda agenda;
    private final Profile profile;
    private final long connectTimeout;
    private final long responseTimeout;
    private final long[] freeAt; // by worker
    private final Set<Job> jobs = new LinkedHashSet<>(); // in order, or no two runs were alike
    private double slowness = 1;
    private long coldFrom;
    private long coldFor;
    private boolean gone;
    private boolean silent;

    Machine(Agenda agenda, Profile profile, long connectTimeout, long responseTimeout) {
        this.agenda = agenda;
        this.profile = profile;
        this.connectTimeout = connectTimeout;
        this.responseTimeout = responseTimeout;
        this.freeAt = new long[profile.workers()];
    }

    /** Requests it has. */
    int load() {
        return jobs.size();
    }

    /**
     * Takes a request, unless it is gone.
     *
     * @param demand the work, in mean service times
     * @param luck 0 to 1: below the share of errors, it is one
     * @param ended told of the end, once, later
     */
    void take(double demand, double luck, Consumer<End> ended) {
        if (gone) {
            agenda.in(silent ? connectTimeout : CONNECTING,
                    () -> ended.accept(silent ? End.UNREACHABLE : End.REFUSED));
            return;
        }
        Job job = new Job(ended);
        jobs.add(job);
        int worker = nextFree();
        long start = Math.max(agenda.getAsLong(), freeAt[worker]);
        long done = start + 1 + (long) (demand * profile.mean().toNanos() * slowness(start));
        freeAt[worker] = done;
        if (done - agenda.getAsLong() > responseTimeout) { // It goes on all the same.
            agenda.in(responseTimeout, () -> job.end(End.TIMEOUT));
        }
        agenda.at(done, () -> {
            if (jobs.remove(job)) {
                job.end(luck < profile.errors() ? End.ERROR : End.ANSWERED);
            }
        });
    }

    private int nextFree() {
        int next = 0;
        for (int i = 1; i < freeAt.length; i++) {
            next = freeAt[i] < freeAt[next] ? i : next;
        }
        return next;
    }

    private double slowness(long time) {
        double left = coldFor == 0 ? 0 : Math.max(0, 1 - (double) (time - coldFrom) / coldFor);
        return slowness * (1 + (COLD - 1) * left);
    }

    /** How long a health check would take, in ns; at most {@code timeout}, which is to fail. */
    long checked(long timeout) {
        if (gone) {
            return silent ? timeout : Math.min(timeout, CONNECTING);
        }
        return Math.clamp(freeAt[nextFree()] - agenda.getAsLong(), 0, timeout);
    }

    boolean isGone() {
        return gone;
    }

    /** Has it work so many times slower. */
    void slow(double times) {
        slowness = times;
    }

    /** Ends it, and all that it works on; without an answer to anybody when {@code silent}. */
    void end(boolean silent) {
        gone = true;
        this.silent = silent;
        Arrays.fill(freeAt, 0);
        List<Job> broken = List.copyOf(jobs);
        jobs.clear();
        broken.forEach(job -> job.end(End.BROKEN));
    }

    /** Brings it back, with nothing in its caches for so many nanoseconds. */
    void start(long cold) {
        gone = false;
        coldFrom = agenda.getAsLong();
        coldFor = cold;
    }
}
