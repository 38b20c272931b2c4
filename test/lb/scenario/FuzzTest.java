package lb.scenario;

import static lb.testing.RawServer.hangUp;
import static lb.testing.RawServer.head;
import static lb.testing.RawServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lb.testing.Backend;
import lb.testing.End;
import lb.testing.Eventually;
import lb.testing.Exchange;
import lb.testing.Lb;
import lb.testing.RawClient;
import lb.testing.RawServer;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests and answers spoilt at random, the same ones each time; in a long run many more, from a
 * seed that is printed. Whatever comes: no hang, no leak, no fault of lb's own, and what reaches a
 * server is well-formed and exactly what the access log says.
 */
final class FuzzTest extends Scenario {
    private static final boolean LONG = Boolean.getBoolean("lb.long");
    private static final int ROUNDS = LONG ? 20_000 : 500;
    private static final long SEED = Long.getLong("lb.seed", LONG ? System.nanoTime() : 1);

    private static final List<String> REQUESTS = crlf(
            "GET / HTTP/1.1~Host: a~~",
            "GET /a/b?c=d&e HTTP/1.1~Host: a.example:80~Accept: */*~Cookie: a=b; c=d~~",
            "HEAD /x HTTP/1.1~Host: a~Connection: keep-alive, X-Foo~X-Foo: 1~~",
            "GET http://a/x HTTP/1.1~Host: a~~",
            "GET /old HTTP/1.0~~",
            "OPTIONS * HTTP/1.1~Host: a~~",
            "POST /p HTTP/1.1~Host: a~Content-Length: 5~~hello",
            "PUT /p HTTP/1.1~Host: a~Content-Length: 5~Expect: 100-continue~~hello",
            "POST /c HTTP/1.1~Host: a~Transfer-Encoding: chunked~~5~hello~6;x=y~ world~0~~",
            "DELETE /d HTTP/1.1~Host: a~Content-Length: 0~Upgrade: h2c~TE: trailers~~",
            "GET /1 HTTP/1.1~Host: a~~GET /2 HTTP/1.1~Host: a~~");
    private static final List<String> ANSWERS = crlf(
            "HTTP/1.1 200 OK~Content-Length: 5~~hello",
            "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello~6;x=y~ world~0~~",
            "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello~0~Trailer: x~~",
            "HTTP/1.1 200 OK~Content-Type: text/plain~~until the end",
            "HTTP/1.0 200 OK~Server: old~Connection: keep-alive~Content-Length: 2~~ok",
            "HTTP/1.1 204 No Content~Date: today~~",
            "HTTP/1.1 304 Not Modified~ETag: \"x\"~Content-Length: 7~~",
            "HTTP/1.1 302 Found~Location: /x~Set-Cookie: a=b~Set-Cookie: c=d~Content-Length: 0~~",
            "HTTP/1.1 103 Early Hints~Link: </x>~~HTTP/1.1 404 Not Found~Content-Length: 3~~no.");

    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final Queue<String> malformed = new ConcurrentLinkedQueue<>();

    private static List<String> crlf(String... messages) {
        return List.of(messages).stream().map(text -> text.replace("~", "\r\n")).toList();
    }

    private Lb startWith(String pools) {
        System.out.println("FuzzTest: " + ROUNDS + " rounds of -Dlb.seed=" + SEED);
        return start(pools + """
                pool.*.retry.attempts = 0
                pool.*.outlier.failures = 0
                timeout.body = 2s
                """);
    }

    private static void assertNoFault(Lb lb) {
        assertEquals(List.of(), lb.events().all().stream()
                .filter(line -> line.contains("\tat ") || line.contains("request failed")
                        || line.contains("Exception")).toList());
        assertTrue(lb.accessLog().stream().noneMatch(line -> line.contains("internal error")));
    }

    @Test
    @Timeout(1800)
    void spoiltRequestsAreRefusedOrForwardedAsOneWellFormedRequestEach() {
        Backend server = backend("a").serves(this::record);
        Lb lb = startWith("pool.web.servers = ${a}\n");
        Mutator mutator = new Mutator(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            ask(lb, mutator.next(REQUESTS), i);
        }
        assertEquals(List.of(), List.copyOf(malformed));
        Eventually.await(() -> logged(lb).equals(seen), Duration.ofSeconds(10), () ->
                "the log says what the server saw:\n" + difference(lb));
        assertTrue(seen.size() > ROUNDS / 10, "only " + seen.size() + " reached the server");
        assertEquals(200, get("/").send().status());
        Eventually.await("idle connections", () -> server.connections() <= 20);
        assertNoFault(lb);
    }

    /** Sends it and waits for the end of the connection, however lb brings that about. */
    private static void ask(Lb lb, String request, int round) {
        try (RawClient client = lb.connect().deadline(Duration.ofSeconds(20))) {
            client.send(request).finish();
            End end = client.awaitEnd();
            assertTrue(end != End.SILENCE, () -> "no end in round " + round + ": " + request);
        } catch (UncheckedIOException e) {
            return; // lb has closed before all was sent.
        }
    }

    private void record(Exchange exchange) throws IOException {
        byte[] body;
        try {
            body = exchange.bytes();
        } catch (IOException e) { // The client went away in the middle; or are the chunks broken?
            if (String.valueOf(e.getMessage()).startsWith("not a chunk size")) {
                malformed.add(exchange.head() + e);
            }
            throw e;
        }
        check(exchange, body.length);
        String id = exchange.headers().first("X-Request-Id").orElse("");
        seen.put(id, exchange.method() + " " + exchange.target());
        exchange.answer(200, "");
    }

    private void check(Exchange exchange, int length) {
        String head = exchange.head();
        List<String> lengths = exchange.headers().all("Content-Length");
        List<String> codings = exchange.headers().all("Transfer-Encoding");
        boolean wellFormed = head.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-~]+ HTTP/1\\.1\r\n"
                + "([!#$%&'*+.^_`|~0-9A-Za-z-]+: ?[\t -~]*\r\n)+\r\n")
                && lengths.size() + codings.size() <= 1
                && (lengths.isEmpty() || lengths.get(0).equals(String.valueOf(length)))
                && exchange.headers().all("Host").size() == 1
                && exchange.headers().all("X-Request-Id").size() == 1
                && !exchange.headers().contains("TE") && !exchange.headers().contains("Upgrade");
        if (!wellFormed || seen.containsKey(exchange.headers().first("X-Request-Id").get())) {
            malformed.add(head);
        }
    }

    /** Method and target of each request that the log says was answered by the server, by id. */
    private static Map<String, String> logged(Lb lb) {
        Pattern line = Pattern.compile("\"(\\S+) (\\S+) \\S+\" 200 .* attempts=1 .* id=\"(\\w+)\"");
        return lb.accessLog().stream().map(line::matcher).filter(Matcher::find)
                .collect(Collectors.toMap(found -> found.group(3), found ->
                        found.group(1) + " " + path(found.group(2))));
    }

    private String difference(Lb lb) {
        Map<String, String> logged = logged(lb);
        return lb.accessLog().stream().filter(line -> {
            String id = line.replaceAll(".* id=\"(\\w+)\".*", "$1");
            return !Objects.equals(logged.get(id), seen.get(id));
        }).collect(Collectors.joining("\n"));
    }

    /** As it is sent on: without authority and an empty query, bytes beyond ASCII encoded. */
    private static String path(String target) {
        String path = target.replaceFirst("^https?://[^/?]*", "").replaceFirst("\\?$", "");
        return Pattern.compile("\\\\x(..)").matcher(path)
                .replaceAll(hex -> "%" + hex.group(1).toUpperCase(Locale.ROOT));
    }

    @Test
    @Timeout(1800)
    void spoiltAnswersHarmNobody() {
        Mutator mutator = new Mutator(SEED);
        RawServer server = rawServer("bad");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            sent.add(mutator.next(ANSWERS));
            server.script(head(), send(sent.get(i)), hangUp());
        }
        backend("good");
        Lb lb = startWith("""
                pool.bad.servers = ${bad}
                pool.bad.timeout.response = 2s
                pool.bad.timeout.idle = 2s
                pool.good.servers = ${good}
                route.bad.path = /bad
                route.bad.pool = bad
                route.good.pool = good
                """);
        for (int i = 0; i < ROUNDS; i++) {
            String target = "/bad/" + i;
            var answer = (i % 5 == 0 ? call("HEAD", target) : get(target)).send();
            String what = "round " + i + ": " + sent.get(i) + "\n" + answer;
            assertTrue(answer.end() != End.SILENCE && answer.end() != End.BROKEN, what);
            assertTrue(answer.head().isEmpty() || answer.head().endsWith("\r\n\r\n"), what);
        }
        assertEquals("good: 5", get("/").times(5).byServer());
        Eventually.await("end of all connections to the server",
                () -> server.connections().stream().allMatch(RawServer.Connection::ended));
        assertNoFault(lb);
    }
}
