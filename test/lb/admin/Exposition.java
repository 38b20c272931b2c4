package lb.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A strict reader of Prometheus's text format 0.0.4: stricter than Prometheus, for it also wants
 * HELP and TYPE before the samples, families in one piece, every sample once, histograms that add
 * up, and counters called {@code _total}.
 */
final class Exposition {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (\\S.*\\S)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram)");
    private static final String LABEL =
            "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"";
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL
            + "(?:," + LABEL + ")*)})? (-?[0-9]+(?:\\.[0-9]+)?(?:E-?[0-9]+)?)");

    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Set<String> families = new TreeSet<>();
    private final Set<String> gauges = new TreeSet<>();
    private String family = "";
    private String type = "";

    private Exposition(String text) {
        require(text.endsWith("\n"), "the last line does not end");
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher help = HELP.matcher(lines.get(i));
            if (help.matches()) {
                Matcher is = TYPE.matcher(lines.get(++i));
                require(is.matches() && is.group(1).equals(help.group(1)), lines.get(i));
                begin(is.group(1), is.group(2));
            } else {
                sample(lines.get(i));
            }
        }
        checkHistograms();
    }

    static Exposition parse(String text) {
        return new Exposition(text);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("not the format: " + what);
        }
    }

    private void begin(String name, String type) {
        require(families.add(name), name + " stands twice");
        require(type.equals("counter") == name.endsWith("_total"), name + " is a " + type);
        if (type.equals("gauge")) {
            gauges.add(name);
        }
        this.family = name;
        this.type = type;
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), line);
        String suffix = type.equals("histogram") ? "(_bucket|_sum|_count)" : "";
        require(sample.group(1).matches(Pattern.quote(family) + suffix), line + " in " + family);
        Map<String, String> labels = new TreeMap<>();
        String written = sample.group(2) == null ? "" : sample.group(2);
        Matcher label = Pattern.compile(LABEL).matcher(written);
        while (label.find()) {
            require(labels.put(label.group(1), label.group(2)) == null, line);
        }
        double value = Double.parseDouble(sample.group(sample.groupCount()));
        require(type.equals("gauge") || value >= 0, line);
        require(samples.put(sample.group(1) + labels, value) == null, line + " stands twice");
    }

    private void checkHistograms() {
        Map<String, List<Double>> buckets = new LinkedHashMap<>();
        samples.forEach((key, value) -> {
            if (key.contains("_bucket{")) {
                buckets.computeIfAbsent(key.replaceFirst("le=[^,}]+(, )?", "")
                        .replace("_bucket", "_count"), any -> new ArrayList<>()).add(value);
            }
        });
        buckets.forEach((count, values) -> {
            require(values.equals(values.stream().sorted().toList()), count + " falls: " + values);
            require(values.getLast().equals(samples.get(count)), count + " is not le=+Inf");
        });
    }

    /** The names of all gauges. */
    Set<String> gauges() {
        return gauges;
    }

    /** All samples that go by this name, each in a line, in order: {@code {pool=web} 7}. */
    String all(String name) {
        return samples.entrySet().stream().filter(one -> one.getKey().startsWith(name + "{"))
                .map(one -> one.getKey().substring(name.length()).replace("{}", "")
                        + " " + one.getValue().longValue())
                .sorted().collect(Collectors.joining("\n", "", "\n"));
    }

    /** The names of all counters and of all histograms. */
    Set<String> counted() {
        Set<String> counted = new TreeSet<>(families);
        counted.removeAll(gauges);
        return counted;
    }

    /** A sample; labels by name: {@code value("lb_x_total{code=2xx, pool=web}")}. */
    double value(String key) {
        Double value = samples.get(key.contains("{") ? key : key + "{}");
        require(value != null, "no " + key + " among\n" + String.join("\n", samples.keySet()));
        return value;
    }
}
