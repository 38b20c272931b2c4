package lb.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lb.runtime.Reload;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client reads when lb itself has to answer. */
final class ErrorPagesTest extends Scenario {
    private static final String ROUTES = """
            pool.web.servers      = ${a}
            pool.gone.servers     = ${gone}
            pool.gone.retry.attempts = 0
            route.web.path        = /web
            route.web.pool        = web
            route.gone.path       = /gone
            route.gone.pool       = gone
            firewall.staff.path   = /staff
            firewall.staff.action = deny
            firewall.few.path     = /few
            firewall.few.action   = limit 1/h
            """;

    @TempDir
    Path folder;

    private Lb lb(String more) {
        backend("a").answers(404, "the server's own");
        deadBackend("gone");
        return start(ROUTES + more);
    }

    private Path page(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0} with {1}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /none  |                   | text/plain; charset=utf-8 | Not Found
            /none  | */*               | text/plain; charset=utf-8 | Not Found
            /staff |                   | text/plain; charset=utf-8 | Forbidden
            /gone  |                   | text/plain; charset=utf-8 | Bad Gateway
            /none  | application/json  | application/json          | {"status":404,"error":"Not Found","requestId":"id-7"}~
            /staff | application/json  | application/json          | {"status":403,"error":"Forbidden","requestId":"id-7"}~
            /a%2Fb | application/json  | application/json          | {"status":400,"error":"Bad Request","requestId":"id-7"}~
            """)
    void builtInPagesAreWhatTheClientAccepts(String target, String accept, String type,
            String body) {
        lb("");
        Message answer = (accept == null ? get(target) : get(target).header("Accept", accept))
                .header("X-Request-Id", "id-7").send();
        assertEquals(type, answer.header("Content-Type"));
        assertEquals(body.replace("~", "\n"), answer.text());
        assertEquals("id-7", answer.header("X-Request-Id"));
        assertEquals("Accept", answer.header("Vary"));
    }

    @Test
    void htmlPagesShowStatusTextAndIdAndEscapeIt() {
        lb("");
        Message answer = get("/none").header("Accept", "text/html")
                .header("X-Request-Id", "<b>&\"'").send();
        assertEquals("text/html; charset=utf-8", answer.header("Content-Type"));
        String page = answer.text();
        assertTrue(page.contains("<title>404 Not Found</title>"), page);
        assertTrue(page.contains("<h1>404</h1>\n<p>Not Found</p>\n"
                + "<p>Request <code>&lt;b&gt;&amp;&quot;&#39;</code></p>"), page);
        assertEquals("{\"status\":404,\"error\":\"Not Found\",\"requestId\":\"\\\"\\\\\"}\n",
                get("/none").header("Accept", "application/json")
                        .header("X-Request-Id", "\"\\").send().text());
    }

    @Test
    void pagesHaveNoIdWhereIdsAreOff() {
        lb("request-id = off");
        assertEquals("{\"status\":404,\"error\":\"Not Found\"}\n",
                get("/none").header("Accept", "application/json").send().text());
        assertFalse(get("/none").header("Accept", "text/html").send().text().contains("<code>"));
    }

    @Test
    void aPoolWithoutServersAndALimitKeepTheirFields() {
        lb("pool.gone.health.interval = 50ms\npool.web.health = off\npool.gone.health.path = /");
        Message answer = get("/gone").header("Accept", "application/json").send();
        assertEquals("503 {\"status\":503,\"error\":\"No backend servers available.\","
                + "\"requestId\":\"" + answer.header("X-Request-Id") + "\"}\n",
                answer.status() + " " + answer.text());
        assertEquals("No backend servers available.", get("/gone").send().text());
        get("/few").send();
        Message limited = get("/few").header("Accept", "text/html").send();
        assertEquals(429, limited.status());
        assertEquals(1, limited.count("Retry-After"));
        assertTrue(limited.text().contains("<h1>429</h1>"));
    }

    @Test
    void headHasTheFieldsOfTheSamePage() {
        lb("");
        Message get = get("/none").header("Accept", "text/html").header("X-Request-Id", "i").send();
        Message head = call("HEAD", "/none").header("Accept", "text/html")
                .header("X-Request-Id", "i").send();
        assertEquals(get.header("Content-Length"), head.header("Content-Length"));
        assertEquals("text/html; charset=utf-8", head.header("Content-Type"));
        assertEquals(0, head.body().length);
    }

    @Test
    void aClientThatIsTooSlowGetsAPageAsWell() {
        backend("a");
        start("pool.web.servers = ${a}\ntimeout.body = 200ms");
        try (RawClient client = connect()) {
            client.head("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "X-Request-Id: slow",
                    "Accept: application/json");
            Message answer = client.read();
            assertEquals("408 slow {\"status\":408,\"error\":\"Request Timeout\",\"requestId\":"
                    + "\"slow\"}\n", answer.status() + " " + answer.header("X-Request-Id") + " "
                    + answer.text());
        }
    }

    @Test
    void ownPagesGoBeforeTheBuiltInOnes() {
        lb("error.404 = %s\nerror.502 = %s".formatted(
                page("gone.html", "<p>Lost? {request-id} {x}</p>"),
                page("BAD.JSON", "{\"é\": 1}")));
        Message lost = get("/none").header("X-Request-Id", "<1>").send();
        assertEquals("404 text/html; charset=utf-8 <p>Lost? &lt;1&gt; {x}</p>", lost.status() + " "
                + lost.header("Content-Type") + " " + lost.text());
        assertEquals(0, lost.count("Vary"));
        assertEquals(lost.text(), get("/none").header("Accept", "application/json")
                .header("X-Request-Id", "<1>").send().text());
        Message bad = get("/gone").send();
        assertEquals("502 application/json {\"é\": 1}",
                bad.status() + " " + bad.header("Content-Type") + " " + bad.text());
        assertEquals(32, bad.header("X-Request-Id").length());
        assertEquals("Forbidden", get("/staff").send().text());
        assertEquals("the server's own", get("/web").send().text());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            a.html, text/html; charset=utf-8
            a.HTM,  text/html; charset=utf-8
            a.txt,  text/plain; charset=utf-8
            page,   text/plain; charset=utf-8
            a.json, application/json
            a.svg,  image/svg+xml; charset=utf-8
            a.jpg,  image/jpeg
            a.png,  image/png
            """)
    void theEndOfItsNameSaysWhatAPageIs(String name, String type) throws IOException {
        byte[] bytes = {0, 1, (byte) 0xff, '{', 'r', '}'};
        Files.write(folder.resolve(name), bytes);
        lb("error.404 = " + folder.resolve(name));
        Message answer = get("/none").send();
        assertEquals(type, answer.header("Content-Type"));
        assertArrayEquals(bytes, answer.body());
    }

    @Test
    void pagesAreReadAgainWhenTheyChange() {
        Path page = page("a.txt", "one");
        lb("error.404 = " + page + "\nreload = on");
        assertEquals("one", get("/none").send().text());
        page("a.txt", "two");
        Eventually.await("the page is the new one",
                () -> get("/none").send().text().equals("two"));
    }

    @Test
    void aReloadTellsOfAPageAndRefusesOneThatIsGone() throws IOException {
        Path page = page("a.txt", "one");
        Lb lb = lb("error.404 = " + page);
        String file = Files.readString(lb.file(), UTF_8);
        page("a.txt", "two");
        assertEquals("Applied[differences=[error.404: the page has changed], notChangeable=[]]",
                lb.reload(file).toString());
        Files.delete(page);
        Reload refused = lb.reload(file);
        assertTrue(refused.toString().contains("there is no file"), refused::toString);
        assertTrue(refused.toString().contains("lb.properties:12: error.404"), refused::toString);
        assertEquals("two", get("/none").send().text());
    }

    @Test
    void aPageMayNotBeHuge() throws IOException {
        Path page = folder.resolve("a.txt");
        Files.write(page, new byte[(1 << 20) + 1]);
        AssertionError error = assertThrows(AssertionError.class,
                () -> lb("error.404 = " + page));
        assertTrue(error.getMessage().contains("at most 1 MiB"), error::getMessage);
    }
}
