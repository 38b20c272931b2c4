package lb.simulate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lb.balance.Algorithm;
import lb.http.Request;
import lb.pool.Candidate;
import lb.pool.Candidates;
import lb.pool.Pool;
import lb.pool.Server;

/** Tells decision by decision who might have been chosen, who was, and why. */
public final class Steps implements Run.Watcher {
    private static final int WIDTH = 30; // Servers shown for a decision.

    private final int most;
    private final StringBuilder text = new StringBuilder();
    private Candidates candidates; // Null: nobody wants to know.
    private long[] before;
    private int told;

    private Steps(int most) {
        this.most = most;
    }

    /** The first so many decisions once something has happened in the scenario. */
    public static String text(Setup setup, Scenario scenario, Algorithm algorithm, int most) {
        Variant variant = scenario.variants(setup, algorithm).getFirst();
        Steps steps = new Steps(most);
        new Run(setup, scenario, variant, steps).runWhile(() -> steps.told < most);
        return variant.label() + ", " + scenario.label() + ": " + scenario.story() + "\n"
                + steps.text;
    }

    @Override
    public void comes(Run run, Pool pool, Request request) {
        if (!run.isChanged() || told == most) {
            return;
        }
        candidates = pool.candidates(request, List.of());
        before = pool.servers().stream().mapToLong(Server::requests).toArray();
        text.append(String.format(Locale.ROOT, "\n%.4fs %s from %s\n", run.agenda.getAsLong() / 1e9,
                request.path(), request.origin().client().getHostAddress()));
    }

    @Override
    public void balanced(Run run, Pool pool) {
        if (candidates == null) {
            return;
        }
        told++;
        String chosen = IntStream.range(0, before.length)
                .filter(i -> pool.servers().get(i).requests() > before[i])
                .mapToObj(i -> pool.servers().get(i).name()).collect(Collectors.joining());
        candidates.all().stream().limit(WIDTH).forEach(one -> text.append(line(one, chosen)));
        int more = candidates.all().size() - WIDTH;
        text.append(more > 0 ? "    and " + more + " more\n" : "");
        text.append(chosen.isEmpty() ? pool.waiting() > 0 ? "  waits for a server\n"
                : "  gets no server\n" : "  goes to " + chosen + why() + "\n");
        candidates = null;
    }

    private String why() {
        return candidates.why().isEmpty() ? "" : ": " + candidates.why();
    }

    private static String line(Candidate one, String chosen) {
        return String.format(Locale.ROOT, "  %s %-22s weight %d, %d in flight%s\n",
                one.server().name().equals(chosen) ? ">" : " ", one.server().name(), one.weight(),
                one.inFlight(), one.eligible() ? one.score().isEmpty() ? "" : ", " + one.score()
                        : "; out: " + one.reason());
    }
}
