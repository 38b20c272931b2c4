package lb.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import lb.http.Json;
import lb.pool.Server;
import lb.testing.Backend;
import lb.testing.Browser;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.Load;
import lb.testing.Scenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard in a real browser. */
final class DashboardTest extends Scenario {
    private static Browser browser;

    private Backend a;
    private Lb lb;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void endBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void leavePage() {
        browser.leave();
    }

    private void show(String more) {
        a = backend("a");
        backend("b");
        lb = start("""
                pool.web.servers            = ${a}, ${b}
                pool.web.health.interval    = 200ms
                pool.web.health.fall        = 2
                pool.web.health.path        = /healthz
                route.web.pool              = web
                route.old.path              = /old
                route.old.redirect          = 301 /new
                firewall.staff.path         = /staff
                firewall.staff.action       = deny
                admin                       = 127.0.0.1:0
                """ + more);
        browser.dark(false);
        browser.viewport(1280, 900);
        open(lb.servers().size());
    }

    private void open(int up) {
        browser.open("http://127.0.0.1:" + lb.adminPort() + "/");
        browser.await("servers are shown", "document.querySelectorAll('tr.up').length === " + up);
    }

    /** The row of a server, as an expression. */
    private String row(String name) {
        return "[...document.querySelectorAll('#pools tbody tr')].find(row => row.dataset.key === "
                + Json.compact(variables().get(name)) + ")";
    }

    private Object state(String name) {
        Map<?, ?> status = (Map<?, ?>) Json.parse(lb.admin("GET", "/api/status").send().text());
        Map<?, ?> pool = (Map<?, ?>) ((List<?>) status.get("pools")).getFirst();
        return ((List<?>) pool.get("servers")).stream().map(server -> (Map<?, ?>) server)
                .filter(server -> server.get("name").equals(variables().get(name)))
                .findFirst().orElseThrow().get("state");
    }

    private void assertNothingWrong() {
        assertEquals(List.of(), browser.errors());
        String own = "http://127.0.0.1:" + lb.adminPort() + "/";
        assertEquals(List.of(), browser.requested().stream()
                .filter(url -> !url.startsWith(own) && !url.startsWith("data:")).toList());
        assertTrue(browser.requested().contains(own + "api/status"), "nothing was asked at all");
    }

    @Test
    void showsLiveTrafficWithoutReloading() {
        show("");
        browser.evaluate("window.sameDocument = true");
        try (Load load = Load.start(lb.port(), get("/"), 1)) {
            browser.await("requests per second", "parseFloat(document.querySelector('.tile b')"
                    + ".textContent) > 0");
            browser.await("requests of a server", "parseFloat(" + row("a")
                    + ".querySelector('[data-label=\"Req/s\"] span').textContent) > 0");
            browser.await("a decision", "document.querySelector('#decisions').textContent"
                    + ".includes('GET 127.0.0.1/  →  web: 127.0.0.1:')");
            assertEquals(1L, browser.evaluate("document.querySelectorAll("
                    + "'#decisions > li:first-child .chosen').length"));
            assertEquals(true, browser.evaluate("window.sameDocument"));
            browser.screenshot("traffic");
            assertEquals(List.of(), load.stop());
        }
        assertNothingWrong();
    }

    @Test
    void aKilledServerTurnsRedWithItsReason() {
        show("");
        a.stop();
        browser.await("it is red, and why", row("a")
                + ".className === 'down' && " + row("a") + ".querySelector('.reason').textContent"
                + ".startsWith('connection refused')");
        assertEquals("rgb(198, 40, 40)", browser.evaluate("getComputedStyle(" + row("a")
                + ".querySelector('.pill')).color"));
        browser.screenshot("down");
        assertNothingWrong();
        browser.leave();
        open(1); // Who comes later sees all the same what has been.
        assertEquals("down", browser.evaluate(row("a")
                + ".querySelector('.timeline i:last-child').className"));
        assertEquals(true, browser.evaluate("/down: connection refused[^]*up: status 200/.test("
                + row("a") + ".querySelector('details').textContent)"));
    }

    @Test
    void theButtonsDrainAndBringBack() {
        show("");
        browser.click("tr.up button.drain");
        browser.await("one drains", "document.querySelectorAll('tr.drain').length === 1");
        assertEquals("drain", state("a"));
        assertEquals("b: 10", get("/").times(10).byServer());
        browser.click("tr.drain button.ready");
        browser.await("it is back", "document.querySelectorAll('tr.up').length === 2");
        assertEquals("up", state("a"));
        assertNothingWrong();
    }

    @Test
    void asksForTheTokenWhenItIsWanted() {
        show("admin.token = se cret");
        browser.click("tr.up button.drain");
        browser.await("it asks", "document.getElementById('ask').open");
        browser.evaluate("document.getElementById('token').value = 'se cret'");
        browser.click("#ask button[value=ok]");
        browser.await("one drains", "document.querySelectorAll('tr.drain').length === 1");
        Eventually.await("it is drained", () -> state("a").equals("drain"));
    }

    @Test
    void canBeReadOnAPhoneAndInTheDark() {
        show("");
        browser.viewport(375, 800);
        assertEquals(true, browser.evaluate("document.documentElement.scrollWidth <= 375"),
                "it must not be scrolled sideways");
        browser.screenshot("phone");
        browser.dark(true);
        assertEquals("rgb(17, 20, 24)", browser.evaluate(
                "getComputedStyle(document.body).backgroundColor"));
        assertEquals("rgb(231, 234, 238)", browser.evaluate("getComputedStyle(document.body)"
                + ".color"));
        browser.screenshot("phone-dark");
        assertNothingWrong();
    }

    @Test
    void explainsARequest() {
        show("");
        ask("http://127.0.0.1/staff/x", "10.0.0.9", "Cookie: a=b");
        browser.await("the rule that denies it", explained("lines => lines.some(line => "
                + "/line \\d+ .*staff/.test(line)) && lines.some(line => /403/.test(line))"));
        ask("http://127.0.0.1/", "", "");
        browser.await("its pool and servers", explained("lines => ["
                + Json.compact(variables().get("a")) + ", " + Json.compact(variables().get("b"))
                + "].every(server => lines.some(line => line.includes(server)))"));
        browser.screenshot("explain");
        ask("nonsense", "", "");
        browser.await("what is wrong with it", explained("lines => lines.length === 1"
                + " && lines[0].includes('nonsense')"));
        assertEquals(0L, lb.servers().stream().mapToLong(Server::requests).sum());
    }

    private void ask(String url, String from, String fields) {
        browser.evaluate("(form => { form.url.value = " + Json.compact(url)
                + "; form.from.value = " + Json.compact(from)
                + "; form.headers.value = " + Json.compact(fields)
                + "; document.getElementById('explained').textContent = ''"
                + " })(document.getElementById('explain'))");
        browser.click("#explain button");
    }

    /** Whether this is so of the lines of the answer. */
    private static String explained(String condition) {
        return "(" + condition
                + ")(document.getElementById('explained').textContent.trim().split('\\n'))";
    }

    @Test
    void saysWhenOnlyEjectedServersAreLeft() {
        backend("c").answersAt("/frail", 500);
        backend("d").answersAt("/frail", 500);
        show("""
                pool.frail.servers          = ${c}, ${d}
                pool.frail.outlier.failures = 1
                pool.frail.outlier.max      = 100%
                pool.frail.retry.attempts   = 0
                route.frail.path            = /frail
                route.frail.pool            = frail
                """);
        get("/frail").times(2);
        browser.await("a banner", "document.getElementById('banners').textContent"
                + ".includes('Pool frail runs on ejected servers')");
        browser.screenshot("ejected");
        assertNothingWrong();
    }

    @Test
    void textOfStrangersStaysText() {
        show("""
                route.x.header.X-A = ~<img src=x onerror="document.title='broken'">
                route.x.respond = 200 <b>bold</b>
                """);
        browser.await("the route is there", "document.getElementById('routes').innerText"
                + ".includes('<img src=x')");
        assertEquals(0L, browser.evaluate("document.querySelectorAll('td b, td img').length"));
        assertEquals("lb", browser.evaluate("document.title"));
        assertNothingWrong();
    }
}
