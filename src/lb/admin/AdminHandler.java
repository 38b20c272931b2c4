package lb.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lb.http.Json;
import lb.observe.Events;
import lb.observe.Series;

/** Answers on the admin listener: {@link Guard} first, then the path. Safe for many threads. */
public final class AdminHandler implements HttpHandler {
    private static final List<String> READS = List.of("GET", "HEAD");
    private static final Pattern SECONDS = Pattern.compile("seconds=([0-9]{1,6})");

    /** Told of each request that has arrived with all of its body. */
    public interface Arrival {
        /** Fails when that took too long. */
        void hasCome() throws IOException;
    }

    /** What answers to one path. */
    private interface Endpoint {
        Reply answer(byte[] body) throws Body.Refused;
    }

    private final Running running;
    private final Guard guard;
    private final ServerChanges serverChanges;
    private final Events events;
    private final Arrival arrival;
    private final Map<String, Endpoint> pages = new LinkedHashMap<>();
    private final byte[] dashboard;

    /** A handler; {@code access} is asked for each request, for a reload may change it. */
    public AdminHandler(Running running, Supplier<Access> access, Events events,
            Arrival arrival) {
        this.running = running;
        this.guard = new Guard(access);
        this.serverChanges = new ServerChanges(running);
        this.events = events;
        this.arrival = arrival;
        this.dashboard = resource("dashboard.html");
        pages.put("/", body -> new Reply(200, "text/html; charset=utf-8", dashboard, Map.of()));
        pages.put("/health/live", body -> Reply.json(200, Map.of("live", true)));
        pages.put("/health/ready", body -> ready());
        pages.put("/metrics", body -> Reply.text(200, PrometheusText.TYPE,
                MetricsPage.of(running.overview())));
        pages.put("/api/status", body -> Reply.json(200, StatusJson.of(running.overview())));
    }

    private static byte[] resource(String name) {
        try (InputStream in = AdminHandler.class.getResourceAsStream(name)) {
            return in == null ? "the dashboard is not in this jar".getBytes(UTF_8)
                    : in.readAllBytes();
        } catch (IOException e) {
            return e.toString().getBytes(UTF_8);
        }
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        Reply reply;
        try {
            reply = answer(http);
        } catch (Body.Refused e) {
            if (e.status == 413) {
                http.getResponseHeaders().set("Connection", "close");
            }
            reply = Reply.refusal(e.status, e.getMessage());
        } catch (RuntimeException | Error e) { // An Error would leave the client without an end.
            events.fault("admin: " + http.getRequestMethod() + " " + http.getRequestURI(), e);
            reply = Reply.refusal(500, "internal error; the event log says more");
        }
        reply.send(http);
    }

    private Reply answer(HttpExchange http) throws IOException, Body.Refused {
        byte[] body = Body.read(http.getRequestBody());
        arrival.hasCome();
        Optional<Reply> stranger = guard.host(http.getRequestHeaders(), false);
        if (stranger.isPresent()) {
            return stranger.get();
        }
        URI target = http.getRequestURI();
        if (target.getRawAuthority() != null || target.getRawPath() == null) {
            return Reply.refusal(400, "write only the path into the request line");
        }
        String path = target.getRawPath();
        if (path.equals("/api/history")) {
            return history(http, target.getRawQuery());
        }
        Endpoint page = pages.get(path);
        if (page != null) {
            return READS.contains(http.getRequestMethod()) ? page.answer(body)
                    : notAllowed("GET, HEAD");
        }
        Optional<Endpoint> change = change(path);
        if (change.isEmpty()) {
            return Reply.refusal(404, "there is no " + path);
        }
        return http.getRequestMethod().equals("POST") ? change(http, change.get(), body)
                : notAllowed("POST");
    }

    private Optional<Endpoint> change(String path) {
        if (path.equals("/api/reload")) {
            return Optional.of(this::reload);
        } else if (path.equals("/api/explain")) {
            return Optional.of(this::explain);
        }
        return serverChanges.find(path).map(change -> body -> serverChanges.apply(change, body));
    }

    private static Reply notAllowed(String methods) {
        return Reply.refusal(405, "here is only " + methods).with("Allow", methods);
    }

    private Reply change(HttpExchange http, Endpoint change, byte[] body) throws Body.Refused {
        var fields = http.getRequestHeaders();
        Optional<Reply> refusal = guard.host(fields, true)
                .or(() -> guard.origin(fields))
                .or(() -> guard.token(fields))
                .or(() -> guard.type(fields));
        return refusal.isPresent() ? refusal.get() : change.answer(body);
    }

    private Reply history(HttpExchange http, String query) {
        Matcher seconds = SECONDS.matcher(query == null ? "" : query);
        if (!READS.contains(http.getRequestMethod())) {
            return notAllowed("GET, HEAD");
        }
        if (query != null && !seconds.matches()) {
            return Reply.refusal(400, "write /api/history?seconds=60");
        }
        int count = query == null ? Series.SECONDS : Integer.parseInt(seconds.group(1));
        return Reply.text(200, "application/json",
                Json.compact(HistoryJson.of(running.overview(), count)));
    }

    private Reply ready() {
        List<String> notReady = running.overview().notReady();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ready", notReady.isEmpty());
        json.put("notReady", notReady);
        return Reply.json(notReady.isEmpty() ? 200 : 503, json);
    }

    private Reply explain(byte[] body) throws Body.Refused {
        Body question = Body.parse(body, List.of("method", "url", "headers", "from"));
        try {
            return Reply.json(200, running.explain(question.members()));
        } catch (IllegalArgumentException e) {
            throw new Body.Refused(400, e.getMessage());
        }
    }

    private Reply reload(byte[] body) throws Body.Refused {
        Body.parse(body, List.of());
        events.info("admin: reload");
        Reloaded reloaded = running.reload();
        Map<String, Object> json = new LinkedHashMap<>();
        if (!reloaded.problems().isEmpty()) {
            json.put("error", "the file is not applied; lb goes on as before");
            json.put("problems", reloaded.problems().stream().map(AdminHandler::problem).toList());
            return Reply.json(422, json);
        }
        json.put("changed", !reloaded.differences().isEmpty());
        json.put("differences", reloaded.differences());
        json.put("notes", reloaded.notes());
        return Reply.json(200, json);
    }

    private static Map<String, Object> problem(Reloaded.Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", problem.line());
        json.put("written", problem.written());
        json.put("remedy", problem.remedy());
        json.put("warning", problem.warning());
        return json;
    }
}
