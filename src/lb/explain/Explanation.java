package lb.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.pool.Candidate;
import lb.pool.Candidates;

/**
 * What becomes of a request, and why.
 *
 * @param request method, URL and client, in one line
 * @param file the configuration's, as the user named it
 * @param state where the state of servers and limits comes from
 * @param end what becomes of the request
 * @param stages in order, up to the one that decided
 * @param candidates of the pool, where the request got so far
 * @param sends the head of the request as it would go out; empty when it does not
 */
public record Explanation(String request, String file, String state, End end, List<Stage> stages,
        Optional<Candidates> candidates, Optional<String> sends) {

    /**
     * What becomes of a request.
     *
     * @param status what lb itself answers with; 0 when a server is asked
     * @param reason in a few words, for an answer of lb's own; may be empty
     * @param server empty also when chance decides
     * @param location where a redirect leads
     */
    public record End(int status, String reason, Optional<String> rule, Optional<String> route,
            Optional<String> pool, Optional<String> server, Optional<String> location) {}

    /**
     * One stage.
     *
     * @param name {@code firewall}
     * @param steps what was asked, in order
     * @param result what came of them
     */
    public record Stage(String name, List<Step> steps, String result) {}

    /**
     * One thing that was asked.
     *
     * @param line of the file; 0 when no line says it
     * @param what {@code rule staff}, {@code path.strip = /api}
     * @param answer in a word or two: {@code no}, {@code denies}; may be empty
     * @param details one line each
     */
    public record Step(int line, String what, String answer, List<String> details) {}

    /** The same for {@code lb.http.Json}. */
    public Map<String, Object> toJson() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("request", request);
        all.put("file", file);
        all.put("state", state);
        all.put("decision", json(end));
        all.put("stages", stages.stream().map(Explanation::json).toList());
        all.put("candidates", candidates.map(found -> found.all().stream()
                .map(one -> json(one, found)).toList()).orElse(List.of()));
        all.put("sends", sends);
        return all;
    }

    private static Map<String, Object> json(End end) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", end.status == 0 ? null : end.status);
        json.put("reason", end.reason);
        json.put("rule", end.rule);
        json.put("route", end.route);
        json.put("pool", end.pool);
        json.put("server", end.server);
        json.put("location", end.location);
        return json;
    }

    private static Map<String, Object> json(Stage stage) {
        List<Object> steps = new ArrayList<>();
        for (Step step : stage.steps) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("line", step.line == 0 ? null : step.line);
            json.put("what", step.what);
            json.put("answer", step.answer);
            json.put("details", step.details);
            steps.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stage", stage.name);
        json.put("steps", steps);
        json.put("result", stage.result);
        return json;
    }

    private static Map<String, Object> json(Candidate one, Candidates all) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("server", one.server().name());
        json.put("state", one.standing().state().label());
        json.put("reason", one.standing().reason());
        json.put("since", one.standing().since());
        json.put("weight", one.weight());
        json.put("inFlight", one.inFlight());
        json.put("score", one.score());
        json.put("eligible", one.eligible());
        json.put("obstacle", one.reason());
        json.put("chosen", all.choice().filter(one.server()::equals).isPresent());
        return json;
    }
}
