package lb.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import lb.balance.Algorithm;
import lb.http.Json;

/**
 * Several ways to balance the same arrivals in one scenario, and what came of each.
 *
 * @param setup what was simulated
 * @param tallies in the order of the algorithms
 */
public record Comparison(Setup setup, Scenario scenario, List<Tally> tallies) {
    /** The columns of the table. */
    static final List<String> HEADINGS = List.of("algorithm", "share", "Jain", "run", "p50", "p90",
            "p99", "max", "queue", "drops", "retries", "remapped", "notice");
    private static final String FORM = "%-32s %10s %6s %4s %6s %6s %6s %6s %5s %5s %7s %8s %6s\n";

    /** Of this package alone, for the tallies are. */
    public Comparison {
        tallies = List.copyOf(tallies);
    }

    /**
     * Simulates.
     *
     * @param progress told from time to time how much of it is done, 0 to 1
     */
    public static Comparison of(Setup setup, Scenario scenario, List<Algorithm> algorithms,
            DoubleConsumer progress) {
        List<Variant> variants = algorithms.stream()
                .flatMap(algorithm -> scenario.variants(setup, algorithm).stream()).toList();
        List<Tally> tallies = new ArrayList<>();
        for (Variant variant : variants) {
            int done = tallies.size();
            tallies.add(new Run(setup, scenario, variant, Run.Watcher.NONE)
                    .run(share -> progress.accept((done + share) / variants.size())));
        }
        return new Comparison(setup, scenario, tallies);
    }

    /** What was simulated, in a few lines. */
    String story() {
        return scenario.label() + ": " + scenario.story();
    }

    /** Servers, arrivals and seed, in one line. */
    static String heading(Setup setup) {
        return String.format(Locale.ROOT, "%d servers for %s, %.4g requests/s (%.0f%% of what they"
                + " can do) for %s, seed %d", setup.servers().size(), setup.pool().name(),
                setup.rate(), 100 * setup.rate() / Setup.capacity(setup.profiles()),
                time(setup.duration()), setup.seed());
    }

    /** As on the command line: {@code 10m}. */
    static String time(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** All of them as tables, for people. */
    public static String text(List<Comparison> comparisons) {
        return heading(comparisons.getFirst().setup) + "\n" + comparisons.stream()
                .map(comparison -> "\n" + comparison.table()).collect(Collectors.joining());
    }

    private String table() {
        return story() + "\n" + String.format(FORM, HEADINGS.toArray())
                + tallies.stream().map(Comparison::row)
                .collect(Collectors.joining());
    }

    private static String row(Tally tally) {
        return String.format(FORM, cells(tally).toArray());
    }

    /** What the table says of one way to balance, column by column. */
    static List<String> cells(Tally tally) {
        Map<String, Object> map = tally.toMap();
        String notice = tally.notice().isPresent()
                ? String.format(Locale.ROOT, "%.1fs", tally.notice().getAsDouble())
                : tally.hadTrouble() ? "never" : "-";
        return List.of(tally.label(),
                String.format(Locale.ROOT, "%.2f..%.2f", map.get("least"), map.get("most")),
                String.format(Locale.ROOT, "%.4f", tally.jain()), map.get("run").toString(),
                time(map.get("p50")), time(map.get("p90")), time(map.get("p99")),
                time(map.get("max")), map.get("queue").toString(), map.get("drops").toString(),
                map.get("retries").toString(),
                String.format(Locale.ROOT, "%.1f%%", 100 * tally.remapped()), notice);
    }

    /** Milliseconds as people write them. */
    static String time(Object number) {
        double millis = (double) number;
        return millis < 10 ? String.format(Locale.ROOT, "%.1fms", millis)
                : millis < 10_000 ? String.format(Locale.ROOT, "%.0fms", millis)
                : String.format(Locale.ROOT, "%.1fs", millis / 1000);
    }

    /** All of them as JSON. */
    public static String json(List<Comparison> comparisons) {
        return Json.pretty(comparisons.stream().map(comparison -> {
            Map<String, Object> map = new LinkedHashMap<>();
            Setup setup = comparison.setup;
            map.put("scenario", comparison.scenario.label());
            map.put("story", comparison.scenario.story());
            map.put("pool", setup.pool().name());
            map.put("rate", setup.rate());
            map.put("seconds", setup.duration().toMillis() / 1000.0);
            map.put("seed", setup.seed());
            map.put("algorithms", comparison.tallies.stream().map(tally -> {
                Map<String, Object> row = tally.toMap();
                row.put("servers", tally.servers());
                return row;
            }).toList());
            return map;
        }).toList());
    }

    /** All of them as one table of comma-separated values (RFC 4180), headings first. */
    public static String csv(List<Comparison> comparisons) {
        StringBuilder csv = new StringBuilder();
        for (Comparison comparison : comparisons) {
            for (Tally tally : comparison.tallies) {
                Map<String, Object> map = tally.toMap();
                if (csv.isEmpty()) {
                    csv.append("scenario,").append(String.join(",", map.keySet())).append("\r\n");
                }
                csv.append(comparison.scenario.label());
                map.values().forEach(value ->
                        csv.append(',').append(Optional.empty().equals(value) ? "" : value));
                csv.append("\r\n");
            }
        }
        return csv.toString();
    }
}
