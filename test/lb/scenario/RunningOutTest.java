package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lb.testing.Eventually;
import lb.testing.LbProcess;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lb says when something runs out or the JDK's server does things by itself. */
final class RunningOutTest extends Scenario {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @BeforeEach
    void onLinuxOnly() {
        assumeTrue(new File("/proc/self/fd").exists() && new File("/usr/bin/prlimit").exists());
        backend("a");
    }

    @Test
    void saysThatConnectionsRunOutAndThatTheyNoLongerDo() {
        LbProcess lb = startProcess("pool.web.servers = ${a}\nlimit.connections = 20");
        List<RawClient> clients = connect(lb, 19);
        lb.err().await("warn  client connections: 1[89] of 20, more are refused soon", PATIENCE);
        clients.forEach(RawClient::close);
        lb.err().await("info  client connections: no longer", PATIENCE);
        assertEquals(1, lb.err().count("client connections: 1"));
        assertEquals(200, lb.get("/").send().status());
    }

    @Test
    void shedsLoadWhenFilesRunOutAndRecoversByItself() throws Exception {
        LbProcess lb = startProcess("pool.web.servers = ${a}\nlimit.connections = 2000");
        assertEquals(200, lb.get("/").send().status());
        RawClient known = closeLater(lb.connect());
        assertEquals(200, known.head("GET / HTTP/1.1", "Host: a").read().status());
        limitFiles(lb, openFiles(lb) + 30);
        List<RawClient> clients = connect(lb, 60);
        lb.err().await("warn  open files: \\d+ of \\d+, requests get 503", PATIENCE);
        assertEquals(503, known.head("GET / HTTP/1.1", "Host: a").read().status());
        clients.forEach(RawClient::close);
        lb.err().await("info  open files: no longer so that requests get 503", PATIENCE);
        Eventually.await(() -> status(lb) == 200, PATIENCE, "it serves again");
    }

    @Test
    void whatTheJdkRefusesStandsInTheAccessLog() {
        LbProcess lb = startProcess("pool.web.servers = ${a}\nlog.access = stdout");
        String requests = """
                GET /first HTTP/1.1~Host: a~Connection: close~~
                GET /{ HTTP/1.1~Host: a~~
                GET /x HTTP/1.1~Host: a~Content-Length: x~~
                POST / HTTP/1.1~Host: a~Transfer-Encoding: x~~
                OPTIONS * HTTP/1.1~Host: a~~
                CONNECT a:443 HTTP/1.1~Host: a:443~~
                GET / HTTP/1.1~Host: a~X: <LONG>~~
                GET /last HTTP/1.1~Host: a~Connection: close~~
                """;
        List<String> expected = """
                "GET /first HTTP/1.1" 200 .*
                "GET /[{] HTTP/1.1" 400 .*refused by the JDK's server: (URISyntax|Bad request).*
                "GET /x HTTP/1.1" 400 .*refused by the JDK's server: NumberFormatException.*
                "POST / HTTP/1.1" 501 .*refused by the JDK's server: Unsupported Transfer-Enc.*
                "OPTIONS [*] HTTP/1.1" 404 .*refused by the JDK's server: No context.*
                ".*" 400 .*refused by the JDK's server: java.lang.NullPointer.*
                ".*" 431 .*refused by the JDK's server: Maximum header.*
                "GET /last HTTP/1.1" 200 .*
                """.lines().toList();
        List<String> sent = requests.lines().toList();
        for (int i = 0; i < sent.size(); i++) {
            int lines = i + 1;
            sendAndAwaitEnd(lb, sent.get(i));
            Eventually.await(() -> lb.out().all().size() == lines, PATIENCE, sent.get(i));
            String line = lb.out().all().getLast();
            assertTrue(line.matches(".*] " + expected.get(i)), line);
        }
    }

    private static void sendAndAwaitEnd(LbProcess lb, String request) {
        try (RawClient client = lb.connect()) {
            client.send(request.replace("<LONG>", "x".repeat(1 << 19)).replace("~", "\r\n"));
            client.awaitEnd();
        } catch (UncheckedIOException reset) {
            assertTrue(request.contains("LONG"), "only what is too long is reset");
        }
    }

    private List<RawClient> connect(LbProcess lb, int count) {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(closeLater(lb.connect()));
        }
        return clients;
    }

    private static int status(LbProcess lb) {
        try {
            return lb.get("/").send().status();
        } catch (UncheckedIOException refused) {
            return 0;
        }
    }

    private static int openFiles(LbProcess lb) {
        return new File("/proc/" + lb.pid() + "/fd").list().length;
    }

    private static void limitFiles(LbProcess lb, int most) throws IOException,
            InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", String.valueOf(lb.pid()),
                "--nofile=" + most + ":").start();
        assertEquals(0, prlimit.waitFor());
    }
}
