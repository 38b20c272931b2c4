package lb.simulate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** One page that shows comparisons: complete in itself, for light and for dark screens. */
public final class Page {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>lb simulate</title>
            <style>
            :root { --page: #fff; --text: #1d2430; --dim: #66707f; --line: #dfe3e9; --card: #f6f7f9;
              --c0: #c8102e; --c1: #0b6fb8; --c2: #2a8a4a; --c3: #8a55c2; --c4: #c77700;
              --c5: #0a8f8f; --c6: #b0448f; --c7: #6b7a1e }
            @media (prefers-color-scheme: dark) {
              :root { --page: #14181f; --text: #e4e8ee; --dim: #98a2b1; --line: #303845;
                --card: #1c222b; --c0: #ff6b74; --c1: #5eb0f0; --c2: #5fc97f; --c3: #b794f0;
                --c4: #f0a840; --c5: #4fd0d0; --c6: #e884c8; --c7: #b7c65a } }
            body { margin: 0 auto; max-width: 1150px; padding: 24px; background: var(--page);
              color: var(--text); font: 15px/1.5 system-ui, sans-serif }
            h1 { margin: 0; font-size: 24px } h2 { margin: 44px 0 0; font-size: 19px }
            h3 { margin: 24px 0 4px; font-size: 15px } p { margin: 2px 0 14px; color: var(--dim) }
            .wide { overflow-x: auto }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
            th, td { padding: 4px 8px; border-bottom: 1px solid var(--line); text-align: right;
              white-space: nowrap }
            th { color: var(--dim); font-weight: 500 }
            th:first-child, td:first-child { text-align: left }
            .many { display: grid; gap: 14px;
              grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)) }
            figure { margin: 0; padding: 10px 12px; background: var(--card); border-radius: 8px }
            figcaption { font-size: 13px; font-weight: 600 }
            svg { display: block; width: 100% } svg text { fill: var(--dim); font-size: 11px }
            svg text.name { fill: var(--text); font-size: 13px }
            path { fill: none } .grid { stroke: var(--line) } .span { stroke: var(--dim) }
            .change { stroke: var(--dim); stroke-dasharray: 3 3 }
            .load { stroke-width: 1.5; stroke-linejoin: round }
            .load.c0 { stroke-width: 2.2 } .c8 { stroke: var(--dim) }
            .p0, .d0 { fill: var(--c2); background: var(--c2) }
            .p1, .d1 { fill: var(--c1); background: var(--c1) }
            .p2, .d2 { fill: var(--c4); background: var(--c4) }
            .p3, .d3 { fill: var(--c0); background: var(--c0) }
            .key { display: flex; flex-wrap: wrap; gap: 4px 16px; color: var(--dim);
              font-size: 13px; margin-bottom: 6px }
            .key i { display: inline-block; width: 10px; height: 10px; border-radius: 5px;
              margin-right: 5px }
            """;

    private Page() {}

    /** The page, as HTML. */
    public static String html(List<Comparison> comparisons) {
        Setup setup = comparisons.getFirst().setup();
        return HEAD + IntStream.range(0, Plot.COLOURS).mapToObj(i -> ".c" + i + " { stroke: var(--c"
                + i + ") } .k" + i + " { background: var(--c" + i + ") }\n")
                .collect(Collectors.joining()) + "</style>\n<h1>Load balancing, simulated</h1>\n<p>"
                + escaped(Comparison.heading(setup)) + "</p>\n" + comparisons.stream()
                        .map(Page::section).collect(Collectors.joining()) + "</html>\n";
    }

    private static String section(Comparison comparison) {
        List<Tally> tallies = comparison.tallies();
        return "<h2>" + comparison.scenario().label() + "</h2>\n<p>" + comparison.scenario().story()
                + "</p>\n<div class='wide'><table><tr>" + cells("th", Comparison.HEADINGS)
                + tallies.stream().map(tally -> "<tr>" + cells("td", Comparison.cells(tally)))
                        .collect(Collectors.joining()) + "</table></div>\n"
                + "<h3>How long requests took</h3>\n" + percentiles() + "<figure>"
                + Plot.latencies(tallies) + "</figure>\n"
                + "<h3>How many requests each server had at once</h3>\n"
                + servers(comparison.setup()) + "<div class='many'>" + loads(comparison)
                + "</div>\n";
    }

    private static String cells(String kind, List<String> texts) {
        return texts.stream().map(text -> "<" + kind + ">" + text)
                .collect(Collectors.joining("", "", "\n"));
    }

    private static String percentiles() {
        List<String> names = List.of("half of them, at most", "90%", "99%", "the longest");
        return key(IntStream.range(0, names.size()).mapToObj(i ->
                "<span><i class='d" + i + "'></i>" + names.get(i) + "</span>").toList());
    }

    private static String servers(Setup setup) {
        int count = setup.servers().size();
        List<String> keys = IntStream.range(0, Math.min(count, Plot.COLOURS)).mapToObj(i ->
                "<span><i class='k" + i + "'></i>" + escaped(setup.servers().get(i).name())
                        + "</span>").toList();
        return key(keys) + (count > Plot.COLOURS ? "<p>and " + (count - Plot.COLOURS)
                + " more, in grey where there is room</p>" : "");
    }

    private static String key(List<String> items) {
        return "<div class='key'>" + String.join("", items) + "</div>\n";
    }

    private static String loads(Comparison comparison) {
        int servers = Math.min(comparison.setup().servers().size(), 40); // Lines to tell apart.
        int most = (int) Math.ceil(comparison.tallies().stream().flatMapToDouble(tally ->
                IntStream.range(0, servers).boxed()
                        .flatMapToDouble(i -> DoubleStream.of(tally.loads(i)))).max().orElse(0));
        double change = comparison.scenario().when();
        String end = Comparison.time(comparison.setup().duration());
        return comparison.tallies().stream().map(tally -> "<figure><figcaption>" + tally.label()
                + "</figcaption>" + Plot.loads(tally, servers, Math.max(2, most + most % 2),
                        change, end) + "</figure>\n").collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
