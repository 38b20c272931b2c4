package lb.simulate;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Draws what came of balancing, as SVG that takes its colours from the page around it. */
final class Plot {
    /** Servers with a colour of their own; the page has as many. */
    static final int COLOURS = 8;

    private static final int LEFT = 190; // For the names of algorithms.
    private static final int WIDTH = 900;
    private static final int ROW = 24;
    private static final int LOAD_WIDTH = 360;
    private static final int LOAD_HEIGHT = 130;
    private static final int MARGIN = 30;
    private static final double[] SHARES = {0.5, 0.9, 0.99, 1};
    private static final String[] NAMES = {"p50", "p90", "p99", "max"};

    private Plot() {}

    /** A row of dots for each algorithm, on one logarithmic axis. */
    static String latencies(List<Tally> tallies) {
        double least = tallies.stream().mapToDouble(tally -> at(tally, 0)).min().orElse(1);
        double most = tallies.stream().mapToDouble(tally -> at(tally, 3)).max().orElse(1);
        double from = Math.floor(Math.log10(Math.max(least, 1e-3)) * 2) / 2;
        double to = Math.max(from + 0.5, Math.ceil(Math.log10(Math.max(most, 1e-3)) * 2) / 2);
        int height = tallies.size() * ROW + 2 * MARGIN;
        StringBuilder svg = open(WIDTH, height, "latency percentiles by algorithm");
        for (int decade = (int) Math.ceil(from); decade <= to; decade++) {
            for (int digit : new int[] {1, 2, 5}) {
                double ms = digit * Math.pow(10, decade);
                if (Math.log10(ms) <= to) {
                    tick(svg, x(ms, from, to), height, Comparison.time(ms));
                }
            }
        }
        for (int row = 0; row < tallies.size(); row++) {
            row(svg, tallies.get(row), MARGIN + row * ROW + ROW / 2, from, to);
        }
        return svg.append("</svg>\n").toString();
    }

    private static double at(Tally tally, int which) {
        return tally.latencies().percentile(SHARES[which]);
    }

    private static double x(double ms, double from, double to) {
        return LEFT + (WIDTH - LEFT - MARGIN) * (Math.log10(Math.max(ms, 1e-3)) - from)
                / (to - from);
    }

    private static void tick(StringBuilder svg, double x, int height, String text) {
        add(svg, "<path class='grid' d='M%.1f %dV%d'/><text x='%.1f' y='%d' text-anchor='middle'>"
                + "%s</text>", x, MARGIN, height - MARGIN, x, height - MARGIN + 16, text);
    }

    private static void row(StringBuilder svg, Tally tally, int y, double from, double to) {
        add(svg, "<text class='name' x='0' y='%d'>%s</text>", y + 4, tally.label());
        if (tally.latencies().count() == 0) {
            return;
        }
        add(svg, "<path class='span' d='M%.1f %dH%.1f'/>", x(at(tally, 0), from, to), y,
                x(at(tally, 3), from, to));
        for (int i = SHARES.length - 1; i >= 0; i--) {
            add(svg, "<circle class='p%d' cx='%.1f' cy='%d' r='5'><title>%s %s: %s</title>"
                    + "</circle>", i, x(at(tally, i), from, to), y, tally.label(), NAMES[i],
                    Comparison.time(at(tally, i)));
        }
    }

    /**
     * What each server had to do over time, a line for each.
     *
     * @param most the top of the axis
     * @param end what the time is called when it is over
     * @param change when something happened, as a share of the time; below 0: nothing did
     */
    static String loads(Tally tally, int servers, int most, double change,
            String end) {
        StringBuilder svg = open(LOAD_WIDTH, LOAD_HEIGHT, "load over time, " + tally.label());
        int bottom = LOAD_HEIGHT - 20;
        add(svg, "<text x='%d' y='%d'>0</text><text x='%d' y='%d' text-anchor='end'>%s</text>",
                MARGIN, LOAD_HEIGHT - 4, LOAD_WIDTH, LOAD_HEIGHT - 4, end);
        for (int i = 0; i <= 2; i++) {
            double y = bottom - (bottom - 10) * i / 2.0;
            add(svg, "<path class='grid' d='M%d %.1fH%d'/><text x='%d' y='%.1f' text-anchor='end'>"
                    + "%d</text>", MARGIN, y, LOAD_WIDTH, MARGIN - 5, y + 4, most * i / 2);
        }
        if (change >= 0) {
            add(svg, "<path class='change' d='M%.1f 6V%d'/>",
                    MARGIN + change * (LOAD_WIDTH - MARGIN), bottom);
        }
        for (int i = servers - 1; i >= 0; i--) { // The first, to which things happen, on top.
            double[] loads = tally.loads(i);
            svg.append("<path class='load c").append(Math.min(i, COLOURS)).append("' d='M");
            IntStream.range(0, loads.length).forEach(step -> add(svg, "%.1f %.1f ",
                    MARGIN + (step + 0.5) * (LOAD_WIDTH - MARGIN) / loads.length,
                    bottom - (bottom - 10) * loads[step] / most));
            svg.append("'/>");
        }
        return svg.append("</svg>\n").toString();
    }

    private static StringBuilder open(int width, int height, String label) {
        return add(new StringBuilder(), "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>",
                width, height, label);
    }

    private static StringBuilder add(StringBuilder svg, String format, Object... values) {
        return svg.append(String.format(Locale.ROOT, format, values));
    }
}
