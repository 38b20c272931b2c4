package lb.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lb.testing.Call;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on the admin listener. */
final class GuardTest extends Scenario {
    private static final String TOKEN = "s3cret-Token";
    private Lb lb;

    @BeforeEach
    void start() {
        backend("a");
        lb = start("pool.web.servers = ${a}\nadmin = 127.0.0.1:0\nadmin.token = " + TOKEN);
    }

    private String drain() {
        return "/api/pools/web/servers/" + variables().get("a") + "/drain";
    }

    private Call change() {
        return lb.admin("POST", drain()).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN).body("{}");
    }

    private void assertUnchanged() {
        assertEquals("up", lb.servers().getFirst().standing().state().label());
    }

    @Test
    void letsInWhatIsAllRight() {
        assertEquals(200, change().header("Origin", "http://127.0.0.1:" + lb.adminPort())
                .header("Sec-Fetch-Site", "same-origin").send().status());
        assertEquals("drain", lb.servers().getFirst().standing().state().label());
    }

    @ParameterizedTest(name = "to Host {0}: {1}")
    @CsvSource({"evil.example, 403", "evil.example:9090, 403", "localhost.evil.example, 403",
        "127.0.0.1.evil.example, 403", "localhost@evil.example, 403", "0x7f.1, 403",
        "'127.0.0.1, evil.example', 403", "localhost, 200", "LOCALHOST:1, 200", "127.0.0.1, 200",
        "[::1]:9090, 200", "10.1.2.3:9090, 200", "[::1, 403", "'', 403"})
    void isReadAndChangedUnderItsOwnNameOnly(String host, int status) {
        assertEquals(status, lb.admin("GET", "/api/status").host(host).send().status());
        assertEquals(status, lb.admin("GET", "/metrics").host(host).send().status());
        assertEquals(status, change().host(host).send().status());
        if (status != 200) {
            assertUnchanged();
        }
    }

    @Test
    void wantsOneHost() {
        int port = lb.adminPort();
        String line = "POST " + drain() + " HTTP/1.0";
        String[] rest = {"Content-Type: application/json", "Authorization: Bearer " + TOKEN};
        assertEquals(403, connect(port).head(line, rest[0], rest[1]).read().status());
        assertEquals(403, connect(port).head(line, rest[0], rest[1], "Host: localhost",
                "Host: evil.example").read().status());
        assertEquals(200, connect(port).head("GET /health/live HTTP/1.0").read().status());
        assertUnchanged();
    }

    private RawClient connect(int port) {
        return closeLater(RawClient.connect(port));
    }

    @ParameterizedTest(name = "refuses {0}")
    @ValueSource(strings = {"Origin: http://evil.example", "Origin: null",
        "Origin: http://localhost:3000", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site",
        "Origin: http://127.0.0.1"})
    void refusesPagesOfOthers(String field) {
        String[] parts = field.split(": ");
        Message refused = change().header(parts[0], parts[1]).send();
        assertEquals(403, refused.status());
        assertEquals(null, refused.header("Access-Control-Allow-Origin"));
        assertUnchanged();
    }

    @ParameterizedTest(name = "with {0}: 401")
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer s3cret-Toke", "Bearer s3cret-Tokeno",
        "Bearer s3cret-token", "s3cret-Token", "Basic s3cret-Token", "Bearer s3cret-Token x"})
    void wantsTheTokenToChangeSomething(String authorization) {
        Message refused = lb.admin("POST", drain()).header("Content-Type", "application/json")
                .header("Authorization", authorization).body("{}").send();
        assertEquals(401, refused.status());
        assertEquals("Bearer realm=\"lb\"", refused.header("WWW-Authenticate"));
        assertFalse(refused.text().contains(TOKEN));
        assertEquals(401, lb.admin("POST", "/api/reload")
                .header("Content-Type", "application/json").body("{}").send().status());
        assertUnchanged();
    }

    @ParameterizedTest(name = "with {0}: {1}")
    @CsvSource({"text/plain, 415", "application/x-www-form-urlencoded, 415",
        "multipart/form-data; boundary=x, 415", "application/jsonp, 415",
        "text/plain; application/json, 415", "application/json; charset=utf-8, 200",
        "APPLICATION/JSON, 200"})
    void wantsJson(String type, int status) {
        assertEquals(status, lb.admin("POST", drain()).header("Content-Type", type)
                .header("Authorization", "Bearer " + TOKEN).body("{}").send().status());
    }

    @ParameterizedTest(name = "body {0}: 400")
    @ValueSource(strings = {"[]", "{", "{\"weight\": 3}", "null", "x=1"})
    void wantsTheBodyThatIsMeant(String body) {
        assertEquals(400, lb.admin("POST", drain()).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN).body(body).send().status());
        assertUnchanged();
    }

    @ParameterizedTest(name = "weight {0}: 400")
    @ValueSource(strings = {"{}", "{\"weight\": \"3\"}", "{\"weight\": 1.5}", "{\"weight\": -1}",
        "{\"weight\": 99999999999999999999}", "{\"weight\": 1, \"weight\": 2}"})
    void wantsAWeight(String body) {
        assertEquals(400, lb.admin("POST", drain().replace("/drain", "/weight"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN).body(body).send().status());
        assertEquals(1, lb.servers().getFirst().weight());
    }

    @Test
    void readsNoHugeBody() {
        Message refused = lb.admin("POST", drain()).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN).body(" ".repeat(500_000)).send();
        assertEquals(413, refused.status());
        assertEquals("close", refused.header("Connection"));
        assertUnchanged();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"/api//status, 404", "/api/status/, 404", "/api/./status, 404",
        "/x/../api/status, 404", "/api/%73tatus, 404", "/api/status;x, 404", "/API/status, 404",
        "/dashboard.html, 404", "/../lb/Main.class, 404", "/api/status?x=../.., 200",
        "http://localhost/api/status, 400", "//localhost/api/status, 400"})
    void knowsItsPathsAsTheyAreWritten(String target, int status) {
        assertEquals(status, lb.admin("GET", target).send().status());
    }

    @ParameterizedTest(name = "{0} {1}: only {2}")
    @CsvSource(delimiter = '|', textBlock = """
            POST    | /api/status | GET, HEAD
            DELETE  | /           | GET, HEAD
            OPTIONS | /metrics    | GET, HEAD
            GET     | /api/reload | POST
            PUT     | /api/reload | POST
            OPTIONS | /api/reload | POST
            """)
    void saysWhichMethodsThereAre(String method, String path, String allowed) {
        Message refused = lb.admin(method, path).send();
        assertEquals(405, refused.status());
        assertEquals(allowed, refused.header("Allow"));
    }

    @Test
    void doesNotChangeOnGet() {
        assertEquals(405, lb.admin("GET", drain()).send().status());
        assertUnchanged();
    }

    @Test
    void answersHeadWithTheSameFields() {
        Message head = lb.admin("HEAD", "/health/live").send();
        assertEquals(200, head.status());
        assertEquals(0, head.body().length);
        assertTrue(Integer.parseInt(head.header("Content-Length")) > 0);
    }

    @Test
    void readingNeedsNoToken() {
        assertEquals(200, lb.admin("GET", "/api/status").send().status());
        assertFalse(lb.admin("GET", "/api/status").send().text().contains(TOKEN));
    }
}
