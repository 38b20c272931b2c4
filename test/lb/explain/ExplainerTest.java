package lb.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.config.Config;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.http.IpLiteral;
import lb.pool.ServerState;
import lb.pool.Standing;
import lb.proxy.Pipeline;
import lb.proxy.Question;
import lb.proxy.Upstream;
import lb.runtime.DryPipeline;
import lb.runtime.DryPipeline.Seen;
import lb.testing.Eventually;
import lb.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainerTest {
    private static final String FILE = """
            firewall.staff.path = /admin
            firewall.staff.ip = !10.0.0.0/8
            firewall.staff.action = deny 404
            firewall.bots.header.User-Agent = ~bot
            firewall.bots.mode = observe
            firewall.bots.action = deny
            firewall.few.path = /few
            firewall.few.action = deny 429
            route.shop.host = shop.example
            route.shop.pool = web
            route.shop.rewrite.path.strip = /v1
            route.shop.rewrite.request.header.set.X-Client = {client-ip}
            route.api.host = *.example
            route.api.path = /api
            route.api.pool = web
            route.old.path = /old
            route.old.redirect = 301 https://{host}/new
            pool.web.servers = 10.1.0.1:80, 10.1.0.2:80 drain, 10.1.0.3:80 backup
            pool.web.algorithm = first
            """;

    private static Explanation explain(List<Seen> seen, String url, String... fields) {
        Config config = config();
        return new Explainer(config, DryPipeline.of(config, seen), "a test")
                .explain(question("GET", url, fields));
    }

    private static Config config() {
        try {
            return ConfigFile.parse(Path.of("lb.properties"), FILE, Map.of());
        } catch (InvalidConfig e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    private static Question question(String method, String url, String... fields) {
        return Question.of(method, url, List.of(fields),
                IpLiteral.parse("192.0.2.9").orElseThrow());
    }

    private static String told(String url, String... fields) {
        return ExplanationText.of(explain(List.of(), url, fields)).replaceAll(" +", " ");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            http://shop.example/%00   | read: answers 400
            http://shop.example/admin | lb.properties:1 rule staff matches ip = !10.0.0.0/8; path
            http://shop.example/admin | decides: deny 404
            http://shop.example/v1/x  | lb.properties:1 rule staff no path = /admin, and here it is
            http://shop.example/api   | lb.properties:9 route shop taken host = shop.example
            http://shop.example/api   | but shop comes first: an exact host goes before a host with
            http://shop.example/v1/x  | lb.properties:11 path.strip = /v1 /v1/x -> /x
            http://shop.example/v1/x  | lb.properties:18 10.1.0.2:80 no drain, weight 1, 0 in flight
            http://shop.example/v1/x  | backup, not needed
            http://shop.example/v1/x  | pool: sends to 10.1.0.1:80
            http://shop.example/v1/x  | next: 10.1.0.3:80
            http://a.test/old         | lb.properties:17 redirect = 301 https://{host}/new
            http://a.test/old         | redirect: answers 301 to https://a.test/new
            http://a.test/            | route: answers 404
            """)
    void namesTheLineThatDecided(String url, String line) {
        String told = told(url);
        assertTrue(told.contains(line), told);
    }

    @Test
    void saysWhatARuleWouldDoThatOnlyObserves() {
        String told = told("http://shop.example/", "User-Agent: a bot");
        assertTrue(told.contains("only observes: it would deny"), told);
        assertTrue(told.contains("firewall: passes"), told);
    }

    @Test
    void endsWithTheRequestAsItGoesOut() {
        String sends = explain(List.of(), "http://shop.example/v1/x?a=b", "Cookie: c=d",
                "X-Request-Id: 7").sends().orElseThrow();
        assertEquals("""
                GET /x?a=b HTTP/1.1
                Host: shop.example
                User-Agent:\s
                Via: 1.1 lb
                X-Client: 192.0.2.9
                X-Forwarded-For: 192.0.2.9
                X-Forwarded-Host: shop.example
                X-Forwarded-Port: 80
                X-Forwarded-Proto: http
                X-Request-Id: 7
                Cookie: c=d

                """, sends.replace("\r\n", "\n").replaceAll("(?m)^traceparent.*\n", ""));
    }

    @Test
    void takesOverHowServersStandElsewhere() {
        Seen down = new Seen("web", "10.1.0.1:80", new Standing(ServerState.DOWN, "status 500",
                Instant.EPOCH), 1, 0);
        Explanation explanation = explain(List.of(down), "http://shop.example/");
        assertEquals(Optional.of("10.1.0.3:80"), explanation.end().server());
        assertEquals("down: status 500", explanation.candidates().orElseThrow().all().get(0)
                .reason());
        Seen ejected = new Seen("web", "10.1.0.3:80", new Standing(ServerState.EJECTED, "failures",
                Instant.EPOCH), 1, 3);
        explanation = explain(List.of(down, ejected), "http://shop.example/");
        assertEquals(Optional.of("10.1.0.3:80"), explanation.end().server(), "the last resort");
        Seen down3 = new Seen("web", "10.1.0.3:80", down.standing(), 1, 0);
        explanation = explain(List.of(down, down3), "http://shop.example/");
        assertEquals(503, explanation.end().status());
    }

    /** A rule that denies with 429 was said to limit, while the access log said that it denies. */
    @Test
    void callsADenialADenialWhateverItsStatus() {
        Explanation.End end = explain(List.of(), "http://shop.example/few").end();
        assertEquals(429, end.status());
        assertEquals("denied by rule few", end.reason());
    }

    @Test
    void isTheSameAsJson() {
        Map<String, Object> json = explain(List.of(), "http://shop.example/admin").toJson();
        assertEquals(List.of("request", "file", "state", "decision", "stages", "candidates",
                "sends"), List.copyOf(json.keySet()));
        assertTrue(json.get("decision").toString().startsWith("{status=404, reason=denied by rule"),
                () -> json.get("decision").toString());
    }

    /** As the request path would decide, which spends the same budget. */
    @Test
    void saysWhetherTheRequestWouldBeSentAgain() {
        Config config = config();
        Pipeline pipeline = DryPipeline.of(config, List.of());
        Explainer explainer = new Explainer(config, pipeline, "a test");
        String post = plan(explainer, "POST");
        assertTrue(post.contains("retry.on connect, reset, 502, 503, 504"), post);
        assertTrue(post.contains("POST is not sent again without an Idempotency-Key"), post);
        String keyed = plan(explainer, "POST", "Idempotency-Key: 1");
        assertTrue(keyed.contains("POST may be sent again"), keyed);
        Upstream web = pipeline.upstreams().get("web");
        Eventually.await("budget used up", () -> { // All within one second.
            for (int i = 0; i < 3; i++) {
                web.retry().next(web.pool(), Requests.get("/"), List.of(), false);
            }
            return plan(explainer, "GET")
                    .contains("GET is not sent again now: retry.budget used up");
        });
    }

    private static String plan(Explainer explainer, String method, String... fields) {
        return ExplanationText.of(explainer.explain(question(method, "http://shop.example/",
                fields))).replaceAll(" +", " ");
    }
}
