package lb.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lb.admin.Overview.PoolView;
import lb.observe.Counts;
import lb.observe.Series;
import lb.pool.Pool;

/** What {@code /api/history} says, and the parts of the status that are about traffic. */
final class HistoryJson {
    private HistoryJson() {}

    static Map<String, Object> of(Overview lb, int seconds) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("end", lb.history().end());
        json.put("stepSeconds", 1);
        json.put("all", series(lb.history().all(), seconds));
        json.put("pools", lb.pools().stream().map(PoolView::pool)
                .map(pool -> pool(pool, lb, seconds)).toList());
        return json;
    }

    private static Map<String, Object> pool(Pool pool, Overview lb, int seconds) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", pool.name());
        json.putAll(series(lb.history().pool(pool.name()), seconds));
        json.put("servers", pool.servers().stream().map(server -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", server.name());
            one.putAll(series(lb.history().server(pool.name(), server.name()), seconds));
            return one;
        }).toList());
        return json;
    }

    private static Map<String, Object> series(Series series, int seconds) {
        List<Series.Second> last = series.last(seconds);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requests", each(last, Series.Second::requests));
        json.put("errors", each(last, Series.Second::errors));
        json.put("p50Millis", each(last, Series.Second::p50));
        json.put("p90Millis", each(last, Series.Second::p90));
        json.put("p99Millis", each(last, Series.Second::p99));
        return json;
    }

    private static List<Object> each(List<Series.Second> seconds,
            Function<Series.Second, Object> value) {
        List<Object> values = new ArrayList<>();
        seconds.forEach(second -> values.add(value.apply(second)));
        return values;
    }

    /** The last seconds together. */
    static Map<String, Object> recent(Series series) {
        Counts counts = series.recent();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("perSecond", (double) counts.requests() / Series.WINDOW);
        json.put("errorsPerSecond", (double) counts.ofClass(5) / Series.WINDOW);
        json.put("p50Millis", counts.percentileMillis(0.5));
        json.put("p90Millis", counts.percentileMillis(0.9));
        json.put("p99Millis", counts.percentileMillis(0.99));
        return json;
    }

    /** How many requests ended with which class of status. */
    static Map<String, Object> statuses(Counts counts) {
        Map<String, Object> json = new LinkedHashMap<>();
        counts.codes(json::put);
        return json;
    }
}
