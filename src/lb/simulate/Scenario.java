package lb.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import lb.balance.Algorithm;
import lb.http.Suggestion;

/** The catalogue of what may happen to the servers of a pool. */
public enum Scenario {
    EQUAL("equal", "nothing happens") {
        @Override
        void plan(Run run) {
            run.agenda.at(run.setup.nanos() / 2, run::change); // Only to compare keys.
        }
    },
    SLOW("slow", "the first server works five times slower from a third of the time on") {
        @Override
        void plan(Run run) {
            run.afterAThird(() -> {
                run.machines.get(0).slow(5);
                run.trouble(0);
            });
        }
    },
    DEAD("dead", "the first server falls silent at a third of the time: no connection to it") {
        @Override
        void plan(Run run) {
            run.afterAThird(() -> run.end(0, true));
        }
    },
    FLAPPING("flapping", "the first server ends and comes back again and again, from a third of"
            + " the time on") {
        @Override
        void plan(Run run) {
            long phase = Math.min(Duration.ofSeconds(15).toNanos(), run.setup.nanos() / 20);
            run.afterAThird(() -> flap(run, phase));
        }

        private void flap(Run run, long phase) {
            run.end(0, false);
            run.agenda.in(phase, () -> run.start(0, 0));
            run.agenda.in(2 * phase, () -> flap(run, phase));
        }
    },
    COLD("cold", "the first server ends at a third of the time, and comes back at half of it with"
            + " cold caches: four times slower at first") {
        @Override
        void plan(Run run) {
            run.afterAThird(() -> run.end(0, false));
            run.agenda.at(run.setup.nanos() / 2, () -> run.start(0, warming(run.setup).toNanos()));
        }

        @Override
        List<Variant> variants(Setup setup, Algorithm algorithm) {
            Duration own = setup.pool().slowStart();
            Duration slow = own.isZero() ? warming(setup) : own;
            String slowly = algorithm.label() + " slow-start=" + slow.toSeconds() + "s";
            OptionalDouble bound = setup.pool().hashBound();
            return List.of(new Variant(algorithm.label(), algorithm, bound, Duration.ZERO, 1),
                    new Variant(slowly, algorithm, bound, slow, 1));
        }
    },
    HOT_KEYS("hot-keys", "few clients ask for most: the n-th one n-th as often as the first") {
        @Override
        void plan(Run run) {
            EQUAL.plan(run);
        }

        @Override
        List<Variant> variants(Setup setup, Algorithm algorithm) {
            List<Variant> variants = new ArrayList<>(super.variants(setup, algorithm));
            if (algorithm == Algorithm.HASH && setup.pool().hashBound().isPresent()) {
                variants.add(new Variant("hash hash-bound=off", algorithm, OptionalDouble.empty(),
                        setup.pool().slowStart(), 1));
            }
            return variants;
        }
    },
    ROLLING("rolling", "one server after the other is drained, ended, and comes back cold") {
        @Override
        void plan(Run run) {
            long step = run.setup.nanos() / 2 / run.machines.size();
            run.afterAThird(() -> { });
            for (int i = 0; i < run.machines.size(); i++) {
                int server = i;
                long from = run.setup.nanos() / 3 + i * step;
                run.agenda.at(from, () -> run.drain(server));
                run.agenda.at(from + step / 3, () -> run.machines.get(server).end(false));
                run.agenda.at(from + 2 * step / 3, () -> run.replaced(server,
                        warming(run.setup).toNanos()));
            }
        }
    },
    MANY("many", "ten load balancers share the arrivals, and none knows what the others do") {
        @Override
        void plan(Run run) {
            EQUAL.plan(run);
        }

        @Override
        List<Variant> variants(Setup setup, Algorithm algorithm) {
            return List.of(new Variant(algorithm.label(), algorithm, setup.pool().hashBound(),
                    setup.pool().slowStart(), 10));
        }
    };

    private final String label;
    private final String story;

    Scenario(String label, String story) {
        this.label = label;
        this.story = story;
    }

    /** Its name on the command line. */
    public String label() {
        return label;
    }

    /** What happens, in one line. */
    public String story() {
        return story;
    }

    /**
     * The scenario of this name.
     *
     * @throws IllegalArgumentException when there is none, with a suggestion
     */
    public static Scenario parse(String text) {
        return Arrays.stream(values()).filter(one -> one.label.equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario \"" + text
                        + "\"" + Suggestion.among(text, "scenarios",
                                Arrays.stream(values()).map(Scenario::label).toList())));
    }

    /** When it begins, as a share of the time; below 0: nothing happens. */
    double when() {
        return this == EQUAL || this == HOT_KEYS || this == MANY ? -1 : 1.0 / 3;
    }

    /** Plans what happens. */
    abstract void plan(Run run);

    /** The ways to compare for an algorithm. */
    List<Variant> variants(Setup setup, Algorithm algorithm) {
        return List.of(new Variant(algorithm.label(), algorithm, setup.pool().hashBound(),
                setup.pool().slowStart(), 1));
    }

    private static Duration warming(Setup setup) {
        Duration tenth = Duration.ofSeconds(Math.max(1, setup.duration().toSeconds() / 10));
        return tenth.toSeconds() < 30 ? tenth : Duration.ofSeconds(30);
    }
}
