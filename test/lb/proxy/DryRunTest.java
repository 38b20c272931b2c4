package lb.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lb.config.Config;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.http.IpLiteral;
import lb.http.Request;
import lb.route.RouteAction;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dry run and the real way of a request decide the same. */
final class DryRunTest extends Scenario {
    private static final String STAGES = """
            limit.uri = 60
            firewall.staff.path = /admin
            firewall.staff.action = deny
            firewall.bots.header.User-Agent = ~bot
            firewall.bots.action = deny 429
            route.api.path = /api
            route.api.pool = web
            route.api.rewrite.path.strip = /api
            route.api.rewrite.request.header.set.X-Client = {client-ip}
            route.api.rewrite.host = server
            route.old.path = /old
            route.old.redirect = 308 https://{host}/new
            route.up.path = /up
            route.up.respond = 201 well
            """;

    private static final InetAddress LOOPBACK = IpLiteral.parse("127.0.0.1").orElseThrow();

    private static DryRun dryRun(String server) {
        return config("pool.web.servers = " + server + "\n" + STAGES).dryRun();
    }

    private static Config config(String text) {
        try {
            return ConfigFile.parse(Path.of("lb.properties"), text, Map.of());
        } catch (InvalidConfig e) {
            throw new AssertionError(e);
        }
    }

    private static int status(DryRun.Outcome outcome) {
        return switch (outcome) {
            case DryRun.Refused refused -> refused.status();
            case Routing.Ended ended -> ended.status();
            case Routing.Routed routed -> switch (routed.route().action()) {
                case RouteAction.ToPool toPool -> 200;
                case RouteAction.Redirect redirect -> redirect.status();
                case RouteAction.Respond respond -> respond.status();
            };
        };
    }

    @Test
    void decidesAsTheRealOneDoes() {
        backend("a").answers(200);
        start("pool.web.servers = ${a}\n" + STAGES);
        DryRun dryRun = dryRun("127.0.0.1:1");
        for (String[] request : new String[][] {
            {"/api/x", "X-A: b"}, {"/admin", "X-A: b"}, {"/%61dmin/x", "X-A: b"},
            {"/api", "User-Agent: robot"}, {"/none", "X-A: b"}, {"/old", "X-A: b"},
            {"/up?x", "X-A: b"}, {"/api/%2F", "X-A: b"}, {"/api/" + "x".repeat(60), "X-A: b"},
            {"/api", "Via: 1.1 lb"}, {"/api", "Expect: more"}, {"/api", "Upgrade: websocket"}}) {
            int live = get(request[0]).header(request[1].split(": ")[0], request[1].split(": ")[1])
                    .send().status();
            Question question = Question.of("GET", "http://127.0.0.1" + request[0],
                    List.of(request[1]), LOOPBACK);
            assertEquals(live, status(dryRun.run(question)), String.join(" ", request));
        }
    }

    @Test
    void showsTheRequestAsAServerWouldGetIt() {
        DryRun dryRun = dryRun("localhost:1");
        Question question = Question.of("GET", "https://shop.example:8443/api/x?y=1",
                List.of("Connection: X-Own", "X-Own: 1", "x-CLIENT: forged"),
                IpLiteral.parse("10.0.0.9").orElseThrow());
        Routing.Routed routed = (Routing.Routed) dryRun.run(question);
        Request request = dryRun.address(dryRun.prepare(routed.request(), routed.route()),
                routed.request(), routed.route(), "localhost:1");
        assertEquals("/x?y=1", request.target());
        assertEquals("localhost:1", request.authority());
        assertEquals(List.of("10.0.0.9"), request.headers().all("X-Client"));
        assertEquals(List.of("8443"), request.headers().all("X-Forwarded-Port"));
        assertEquals(List.of("https"), request.headers().all("X-Forwarded-Proto"));
        assertEquals(List.of(), request.headers().all("X-Own"));
    }

    @ParameterizedTest(name = "{0} {1} with {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            G ET | http://a/      | A: b | "G ET" is not a method; write GET, POST or another one
            GET  | /a             | A: b | "/a" is not a URL; write http://shop.example.com/api
            GET  | ftp://a/       | A: b | "ftp://a/" is not a URL; write http://shop.example.com/api
            GET  | http://a:0/    | A: b | there is no port 0; write 1 to 65535
            GET  | http://a:99999 | A: b | there is no port 99999; write 1 to 65535
            GET  | http://a/ b    | A: b | "http://a/ b" is not as it is sent; a URL holds visible ASCII characters, the others percent-encoded
            GET  | http://a/      | b    | "b" is not a header field; write Name: value
            GET  | http://a/      | A b: | "A b:" is not a header field; write Name: value
            """)
    void refusesWhatIsNoRequest(String method, String url, String field, String remedy) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> Question.of(method, url, List.of(field), LOOPBACK));
        assertEquals(remedy, refused.getMessage());
    }

    @ParameterizedTest(name = "{0} asks for {1} at port {2}")
    @CsvSource(delimiter = '|', textBlock = """
            http://a           | /    | 80  | a
            https://a          | /    | 443 | a
            http://a?b         | /?b  | 80  | a
            http://[::1]:81/c  | /c   | 81  | [::1]:81
            http://a:82/d?e    | /d?e | 82  | a:82
            """)
    void readsUrls(String url, String target, int port, String host) {
        Question question = Question.of("GET", url, List.of(), LOOPBACK);
        assertEquals(target, question.target());
        assertEquals(port, question.port());
        assertEquals(List.of(host), question.headers().all("Host"));
        assertEquals(List.of("b"), Question.of("GET", url, List.of("host: b"), LOOPBACK).headers()
                .all("Host"));
    }
}
