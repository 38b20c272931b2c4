package lb.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import lb.http.Request;
import lb.pool.Pool;
import lb.simulate.Arrivals.Arrival;

/** One way to balance the arrivals, in one scenario, from begin to end. For one thread. */
final class Run {
    private static final int PROGRESS = 1 << 14; // Arrivals between two words of it.
    private static final int SAMPLES = 20; // of the loads, in each step of a tally

    /** Looks on. */
    interface Watcher {
        /** Nobody. */
        Watcher NONE = new Watcher() {};

        /** A request has come to this pool, and is not balanced yet. */
        default void comes(Run run, Pool pool, Request request) {}

        /** It has been: it is on its way or has got an error. */
        default void balanced(Run run, Pool pool) {}
    }

    final Setup setup;
    final Agenda agenda = new Agenda();
    final List<Machine> machines;
    final Tally tally;
    private final Arrivals arrivals;
    private final List<Replica> replicas;
    private final Request[] requests = new Request[Arrivals.KEYS];
    private final long[] troubles; // since when each server is in trouble; -1: is not
    private final Watcher watcher;
    private boolean changed;
    private long underWay;

    Run(Setup setup, Scenario scenario, Variant variant, Watcher watcher) {
        this.setup = setup;
        this.watcher = watcher;
        this.tally = new Tally(setup, variant.label());
        this.arrivals = new Arrivals(setup.seed(), setup.rate(), scenario == Scenario.HOT_KEYS);
        this.machines = setup.profiles().stream().map(profile -> new Machine(agenda, profile,
                setup.pool().connectTimeout().toNanos(),
                setup.pool().responseTimeout().toNanos())).toList();
        this.troubles = new long[machines.size()];
        Arrays.fill(troubles, -1);
        Arrays.setAll(requests, key -> Arrivals.request(key, setup.pool().hashKey()));
        SplittableRandom random = new SplittableRandom(~setup.seed());
        this.replicas = Stream.generate(() -> new Replica(this, variant, random.split()))
                .limit(variant.replicas()).toList();
        scenario.plan(this);
        for (int i = 0; i < Tally.STEPS * SAMPLES; i++) {
            double done = (i + 0.5) / SAMPLES / Tally.STEPS;
            agenda.at((long) (done * setup.nanos()), () -> sample(done));
        }
    }

    /** Does it. */
    Tally run(DoubleConsumer progress) {
        long end = setup.nanos();
        long count = 0;
        for (Arrival next = arrivals.next(); next.at() < end; next = arrivals.next()) {
            agenda.runUntil(next.at());
            come(next);
            if (++count % PROGRESS == 0) {
                progress.accept((double) next.at() / end);
            }
        }
        while (underWay > 0) {
            agenda.next();
        }
        return tally;
    }

    /** Does a part of it, for those who look on. */
    void runWhile(BooleanSupplier wanted) {
        Arrival next = arrivals.next();
        while (wanted.getAsBoolean() && next.at() < setup.nanos()) {
            agenda.runUntil(next.at());
            come(next);
            next = arrivals.next();
        }
    }

    private void come(Arrival arrival) {
        Replica replica = replicas.get((int) (arrival.entry() * replicas.size()));
        Request request = requests[arrival.key()];
        watcher.comes(this, replica.pool, request);
        underWay++;
        new Journey(this, replica, arrival, request).begin();
        watcher.balanced(this, replica.pool);
    }

    /** A request has got its answer, or an error. */
    void ended(Journey journey, boolean answered) {
        underWay--;
        if (answered) {
            tally.answered(journey.server(), journey.key(), journey.nanos());
        } else {
            tally.dropped();
        }
    }

    /** Requests that have come and not ended. */
    long underWay() {
        return underWay;
    }

    private void sample(double done) {
        for (int i = 0; i < machines.size(); i++) {
            tally.sample(i, done, machines.get(i).load(), 1.0 / SAMPLES);
        }
    }

    void afterAThird(Runnable what) {
        agenda.at(setup.nanos() / 3, () -> {
            change();
            what.run();
        });
    }

    /** From now on it is another situation. */
    void change() {
        changed = true;
        tally.change();
    }

    boolean isChanged() {
        return changed;
    }

    /** Something is wrong with a server from now on, which a load balancer might notice. */
    void trouble(int server) {
        troubles[server] = agenda.getAsLong();
        tally.trouble();
    }

    void end(int server, boolean silent) {
        machines.get(server).end(silent);
        trouble(server);
    }

    void start(int server, long cold) {
        machines.get(server).start(cold);
        troubles[server] = -1;
    }

    void drain(int server) {
        replicas.forEach(replica -> replica.pool.drain(replica.server(server)));
    }

    /** It is back, another one. */
    void replaced(int server, long cold) {
        start(server, cold);
        replicas.forEach(replica -> replica.pool.ready(replica.server(server)));
    }

    /** Looks whether trouble has been noticed: once no load balancer sends anything there. */
    void look() {
        for (int i = 0; i < troubles.length; i++) {
            int server = i;
            if (troubles[i] >= 0 && replicas.stream().noneMatch(replica ->
                    replica.pool.available().contains(replica.server(server)))) {
                tally.noticed(agenda.getAsLong() - troubles[i]);
                troubles[i] = -1;
            }
        }
    }
}
