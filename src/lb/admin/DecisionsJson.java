package lb.admin;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lb.pool.Decision;
import lb.pool.Pool;

/** The last decisions of all pools, as the status tells them. */
final class DecisionsJson {
    private static final int MOST = 20; // As many as a reader looks at.

    private DecisionsJson() {}

    /** A decision, and whose. */
    private record Taken(Pool pool, Decision decision) {}

    static List<Map<String, Object>> of(List<Pool> pools) {
        return pools.stream()
                .flatMap(pool -> pool.decisions().stream().map(one -> new Taken(pool, one)))
                .sorted(Comparator.comparing((Taken one) -> one.decision().time()).reversed())
                .limit(MOST).map(DecisionsJson::decision).toList();
    }

    private static Map<String, Object> decision(Taken taken) {
        Decision decision = taken.decision();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("time", decision.time());
        json.put("id", decision.id());
        json.put("request", decision.request());
        json.put("pool", taken.pool().name());
        json.put("server", decision.server());
        json.put("why", decision.why());
        json.put("candidates", decision.candidates().stream().map(DecisionsJson::seen).toList());
        json.put("others", decision.others());
        return json;
    }

    private static Map<String, Object> seen(Decision.Seen seen) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("server", seen.server());
        json.put("reason", seen.reason());
        json.put("score", seen.score());
        return json;
    }
}
