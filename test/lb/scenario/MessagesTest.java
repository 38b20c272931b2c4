package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import lb.testing.Backend;
import lb.testing.End;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses pass as they were sent. */
final class MessagesTest extends Scenario {
    private Backend lb() {
        Backend a = backend("a");
        start("pool.web.servers = ${a}");
        return a;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND",
            "REPORT", "MKCOL", "PURGE", "get", "M-SEARCH", "X"})
    void anyMethodArrives(String method) {
        Backend a = lb();
        assertEquals("a", call(method, "/x").send().text());
        assertEquals(method + " /x HTTP/1.1", a.request().startLine());
        assertEquals("a", call(method, "/x").body("content").send().text());
        assertEquals("content", a.requests().getLast().text());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {200, 201, 202, 203, 206, 207, 226, 299, 300, 301, 302, 303, 307, 308, 400,
            401, 402, 403, 404, 405, 407, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421,
            422, 425, 426, 428, 429, 431, 451, 499, 500, 501, 505, 507, 511, 599, 600, 999})
    void anyStatusComesBackWithItsBody(int status) {
        lb().answers(status, "the body of " + status);
        Message answer = post("/", "").send(); // Of a POST nothing is retried.
        assertEquals(status + " the body of " + status + " LENGTH",
                answer.status() + " " + answer.text() + " " + answer.end());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/", "/?", "/a?b", "/a%20b", "/a%2Bb+c", "/%C3%A9?%c3%a9", "/a;b=c/d",
            "/a,b'(c)*!$&@:=~_-.", "/x?a=1&a=2&&=&b=%zZ", "/x?q=%2F%5c%00&r=[1]",
            "/x?url=http://y/?z", "/a/b/", "/%41%5a"})
    void pathAndQueryBytesStay(String target) {
        Backend a = lb();
        Message answer = get(target).send();
        if (target.contains("%zZ") || target.contains("[")) {
            assertTrue(answer.status() == 400 || a.request().target().equals(target), answer::head);
            return; // The JDK's parser is free to refuse what RFC 3986 does not allow.
        }
        // Its client leaves out an empty query, which RFC 3986 section 6.2.3 has for a scheme.
        assertEquals(target.equals("/?") ? "/" : target, a.request().target());
    }

    @Test
    void repeatedFieldsStayApartAndInOrder() {
        Backend a = lb().serves(exchange -> exchange.with("Set-Cookie", "a=1; Path=/")
                .with("Set-Cookie", "b=2").with("Set-Cookie", "a=1; Path=/x")
                .with("WWW-Authenticate", "Basic").with("WWW-Authenticate", "Bearer")
                .with("X-Empty", "").answer(200, "a"));
        Message answer = get("/").header("X-Two", "1").header("Accept", "a, b")
                .header("X-Two", "2").send();
        assertEquals(List.of("1", "2"), a.request().headers().all("X-Two"));
        assertEquals("a, b", a.request().header("Accept"));
        assertEquals(List.of("a=1; Path=/", "b=2", "a=1; Path=/x"),
                answer.headers().all("Set-Cookie"));
        assertEquals(List.of("Basic", "Bearer"), answer.headers().all("WWW-Authenticate"));
        assertEquals("", answer.header("X-Empty"));
    }

    @ParameterizedTest(name = "{0} {1}: Content-Length {2} and no body")
    @CsvSource(textBlock = """
            HEAD, 200, 9
            HEAD, 404, 9
            GET,  204,
            GET,  304,
            HEAD, 304,
            POST, 204,
            """)
    void answersWithoutBodyAreFramedRight(String method, int status, String length) {
        Backend a = lb().answers(status, "nine char");
        try (RawClient client = connect()) {
            for (int i = 0; i < 3; i++) { // The connection must be good for a further request.
                Message answer = call(method, "/" + i).send(client);
                assertEquals(status + " " + length + " NO_BODY",
                        answer.status() + " " + answer.header("Content-Length") + " "
                                + answer.end());
                assertEquals(0, answer.count("Transfer-Encoding"));
            }
            a.answers(200, "nine char");
            assertEquals("nine char", get("/last").send(client).text());
        }
        assertEquals(4, a.count());
    }

    @Test
    void a304TellsTheLengthThatA200WouldHave() {
        lb().serves(exchange -> exchange.with("ETag", "\"x\"").with("Content-Length", "5")
                .answer(304, ""));
        try (RawClient client = connect()) {
            Message answer = get("/").send(client);
            assertEquals("304 5 \"x\"", answer.status() + " " + answer.header("Content-Length")
                    + " " + answer.header("ETag"));
            assertEquals(304, get("/").send(client).status());
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 65_536, 3_000_000})
    void bodiesOfAnySizePassBothWays(int size) {
        Backend a = lb();
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        a.serves(exchange -> exchange.answer(200, exchange.bytes()));
        Message answer = call("PUT", "/").body(body).send();
        assertArrayEquals(body, answer.body());
        assertEquals(End.LENGTH, answer.end());
        assertArrayEquals(body, a.request().body());
        assertEquals(String.valueOf(size), a.request().header("Content-Length"));
    }

    @Test
    void chunkedBodiesPassBothWays() {
        Backend a = lb().serves(exchange -> {
            exchange.bytes();
            exchange.stream(200);
            exchange.chunk("out-1 ");
            exchange.chunk("out-2");
            exchange.end();
        });
        try (RawClient client = connect()) {
            client.head("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked")
                    .chunk("in-1 ").chunk("in-2").send("0\r\n\r\n");
            Message answer = client.read();
            assertEquals("out-1 out-2 CHUNKED", answer.text() + " " + answer.end());
            assertEquals("in-1 in-2 CHUNKED", a.request().text() + " " + a.request().end());
            assertEquals(0, a.request().count("Content-Length"));
            // The JDK's parser takes too much for chunks to trust what follows them.
            assertEquals(End.CLOSE, client.awaitEnd());
        }
    }

    @Test
    void keepsTheHostThatTheClientNamed() {
        Backend a = lb();
        get("/").host("Shop.Example:8080").send();
        assertEquals(List.of("Shop.Example:8080"), a.request().headers().all("Host"));
    }

    @Test
    void connectionsAreKeptOnBothSides() {
        Backend a = lb();
        try (RawClient client = connect()) {
            for (int i = 0; i < 20; i++) {
                assertEquals("a", get("/" + i).send(client).text());
            }
        }
        assertEquals("20 1", a.count() + " " + a.accepted());
    }

    @Test
    void closesWhenTheClientWantsThat() {
        lb();
        try (RawClient client = connect()) {
            assertEquals("a", get("/").header("Connection", "close").send(client).text());
            assertEquals(End.CLOSE, client.awaitEnd());
        }
        try (RawClient client = connect()) {
            assertEquals("a", client.head("GET / HTTP/1.0").read().text());
            assertEquals(End.CLOSE, client.awaitEnd());
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() {
        lb().serves(exchange -> exchange.answer(200, exchange.target()));
        try (RawClient client = connect()) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "POST /3 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                    + "GET /4 HTTP/1.1\r\nHost: a\r\n\r\n");
            for (int i = 1; i <= 4; i++) {
                assertEquals("/" + i, client.read().text());
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            403 | Forbidden                      | /denied
            404 | Not Found                      | /nowhere
            503 | No backend servers available.  | /empty
            502 | Bad Gateway                    | /dead
            400 | Bad Request                    | /a%2Fb
            """)
    void itsOwnAnswersSayWhatIsTheMatter(int status, String text, String target) {
        backend("sick").answers(500);
        deadBackend("dead");
        start("""
                pool.empty.servers      = ${sick}
                pool.empty.health.path  = /
                pool.dead.servers       = ${dead}
                pool.dead.health        = off
                route.empty.path        = /empty
                route.empty.pool        = empty
                route.dead.path         = /dead
                route.dead.pool         = dead
                firewall.denied.path    = /denied
                firewall.denied.action  = deny
                """);
        Message answer = get(target).send();
        assertEquals(status + " " + text + " LENGTH text/plain; charset=utf-8", answer.status()
                + " " + answer.text() + " " + answer.end() + " " + answer.header("Content-Type"));
        Message head = call("HEAD", target).send();
        assertEquals(status + " " + text.length() + " NO_BODY", head.status() + " "
                + head.header("Content-Length") + " " + head.end());
    }
}
