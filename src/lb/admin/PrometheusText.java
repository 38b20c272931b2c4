package lb.admin;

import java.util.Locale;
import java.util.Map;

/**
 * The text format of Prometheus, version 0.0.4: a family of samples after the other, each with what
 * it is. Belongs to one thread.
 */
final class PrometheusText {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder();
    private String name;

    /** Begins a family of counters; the name ends in {@code _total}. */
    PrometheusText counter(String name, String help) {
        return family(name, "counter", help);
    }

    /** Begins a family of gauges. */
    PrometheusText gauge(String name, String help) {
        return family(name, "gauge", help);
    }

    /** Begins a family of histograms. */
    PrometheusText histogram(String name, String help) {
        return family(name, "histogram", help);
    }

    private PrometheusText family(String name, String type, String help) {
        this.name = name;
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** One sample of the family; {@code labels} are names and values in turn. */
    PrometheusText add(double value, String... labels) {
        return addTo("", value, labels);
    }

    /** The same of a part of a histogram: {@code _sum}. */
    PrometheusText addTo(String suffix, double value, String... labels) {
        out.append(name).append(suffix);
        for (int i = 0; i < labels.length; i += 2) {
            out.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"")
                    .append(escaped(labels[i + 1])).append('"');
        }
        out.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
        return this;
    }

    /** One sample for each entry, under a label. */
    PrometheusText addAll(String label, Map<String, ? extends Number> values) {
        values.forEach((key, value) -> add(value.doubleValue(), label, key));
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
