package lb.scenario;

import static lb.testing.RawServer.head;
import static lb.testing.RawServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lb.testing.Answers;
import lb.testing.Eventually;
import lb.testing.RawServer;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/** After a thousand wrong answers lb holds no more than before them. */
final class LeaksTest extends Scenario {
    private static final int MANY = 1000;
    private static final String OK = "HTTP/1.1 200 OK~";
    private static final List<String> FAULTS = List.of(
            "nonsense~~",
            OK + "Content-Length: abc~~",
            OK + "Content-Length: 3, 3~~abc",
            OK + "Content-Length: 3~Content-Length: 4~~abcd",
            OK + "Content-Length: -1~~",
            OK + "Content-Length: 5~Transfer-Encoding: chunked~~0~~",
            OK + "Transfer-Encoding: gzip, chunked~~0~~",
            OK + "Transfer-Encoding: chunked~~80000000~a",
            OK + "Transfer-Encoding: chunked~~xyz~a",
            OK + "A: a\u0001b~~",
            "HTTP/1.1 204 No Content~Content-Length: 3~~abc",
            "HTTP/1.1 101 Switching Protocols~~");

    @Test
    void nothingIsLeftOfAThousandFaults() {
        RawServer bad = rawServer("bad");
        for (int i = 0; i < MANY; i++) {
            bad.script(head(), send(FAULTS.get(i % FAULTS.size()).replace("~", "\r\n")));
        }
        backend("good");
        // Least connections: a request that were never counted out would weigh on its server.
        start("""
            pool.web.servers = ${bad}, ${good}
            pool.web.algorithm = least-connections
            pool.web.retry.attempts = 0
            pool.bad.servers = ${bad}
            pool.bad.retry.attempts = 0
            pool.*.timeout.response = 5s
            pool.*.outlier.failures = 0
            route.bad.path = /bad
            route.bad.pool = bad
            route.all.pool = web
            """);
        long threads = clientThreads();
        Answers answers = get("/bad").times(MANY / 4, 4);
        assertTrue(answers.all().stream().noneMatch(a -> a.complete() && a.status() < 500),
                answers::byStatus);
        Eventually.await("end of all connections to the server",
                () -> bad.connections().stream().allMatch(RawServer.Connection::ended));
        Eventually.await("end of all threads but two", () -> clientThreads() <= threads + 2);
        assertBothAreChosenAlike(bad);
    }

    private void assertBothAreChosenAlike(RawServer bad) {
        int before = bad.connections().size();
        Answers mixed = get("/").times(20);
        assertEquals(10, mixed.all().stream().filter(a -> a.server().equals("good")).count(),
                mixed::byServer);
        assertEquals(10, bad.connections().size() - before);
    }
}
