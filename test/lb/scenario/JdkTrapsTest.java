package lb.scenario;

import static lb.testing.RawServer.hangUp;
import static lb.testing.RawServer.head;
import static lb.testing.RawServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import lb.testing.Backend;
import lb.testing.Call;
import lb.testing.End;
import lb.testing.Eventually;
import lb.testing.LbProcess;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/**
 * What the JDK's server and client would do if one let them. The other traps have their places in
 * the tests of what they are about.
 */
final class JdkTrapsTest extends Scenario {

    @Test
    void answersThatBreakOffLeaveNoConnectionInTheServersBooks() {
        // HttpExchange.close() in the middle of an answer would, until no client gets in any more.
        rawServer("cut").script(head(),
                send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"), hangUp());
        backend("a");
        LbProcess lb = startProcess("""
                pool.cut.servers          = ${cut}
                pool.cut.outlier.failures = 0
                pool.web.servers          = ${a}
                route.cut.path            = /cut
                route.cut.pool            = cut
                route.web.pool            = web
                limit.connections         = 5
                """);
        for (int i = 0; i < 20; i++) {
            Eventually.await("a place is free", () -> tries(lb.get("/cut")));
        }
        Eventually.await("a place is free", () -> tries(lb.get("/")));
    }

    /** Whether a connection was accepted: a truncated answer, or a whole one, came over it. */
    private static boolean tries(Call call) {
        try {
            Message answer = call.send();
            return answer.status() == 200 && (answer.complete() || answer.end() == End.TRUNCATED
                    || answer.end() == End.RESET);
        } catch (RuntimeException refused) {
            return false;
        }
    }

    @Test
    void keepsMoreThanTwoHundredIdleConnections() {
        // The JDK's server closes the 201st without a word when it becomes idle.
        backend("a");
        LbProcess lb = startProcess("pool.web.servers = ${a}");
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            RawClient client = closeLater(lb.connect());
            assertEquals("a", lb.get("/1").send(client).text());
            clients.add(client);
        }
        for (RawClient client : clients) {
            assertEquals("a", lb.get("/2").send(client).text());
        }
    }

    @Test
    void asksNoProxyAndOffersNoUpgrade() {
        // The JDK's client would use the system's proxy, and offer HTTP/2 with each request.
        Backend a = backend("a");
        LbProcess lb = startProcess("""
                pool.web.servers        = ${a}
                pool.web.health.path    = /up
                pool.web.health.timeout = 20s
                """, "-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=1", "-Dhttp.nonProxyHosts=");
        assertEquals("a", lb.get("/").send().text());
        for (Message request : a.requests()) {
            String head = request.head().toLowerCase();
            for (String field : List.of("\r\nupgrade:", "\r\nhttp2-settings:",
                    "java-http-client")) {
                assertTrue(!head.contains(field), request::head);
            }
        }
    }

    @Test
    void saysNothingWhenAnAnswerHasNoBody() {
        // The JDK's server logs a warning for each such answer whose length it is told.
        Backend a = backend("a");
        LbProcess lb = startProcess("pool.web.servers = ${a}");
        for (int status : new int[] {200, 204, 304, 205}) {
            a.answers(status, "");
            assertEquals(status, lb.call("HEAD", "/").send().status());
            assertEquals(status, lb.get("/").send().status());
        }
        assertEquals(0, lb.stop());
        assertEquals(0, lb.err().count("JDK, ") + lb.err().count("WARNING"), lb.err()::toString);
    }
}
