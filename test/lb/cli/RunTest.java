package lb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import lb.testing.Backend;
import lb.testing.End;
import lb.testing.LbProcess;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/** lb as a process of its own: how it starts and how it ends. */
final class RunTest extends Scenario {

    @Test
    void servesUntilSigtermAndExitsWithZero() {
        backend("a");
        LbProcess lb = startProcess("pool.web.servers = ${a}\nlog.access = stdout\n");
        assertEquals("a: 1", lb.get("/x").times(1).byServer());
        lb.out().await("\"GET /x HTTP/1.1\" 200 1 .*pool=web server=127.0.0.1:\\d+ ");
        assertEquals(0, lb.stop());
    }

    /** They are a tenth of a cold start. */
    @Test
    void startsWithoutTheClassesOfTlsWhereNobodySpeaksIt() {
        LbProcess lb = startProcess("pool.web.servers = 127.0.0.1:1", "-Xlog:class+init:stderr");
        assertTrue(lb.err().count("Initializing 'jdk/internal/net/http/") > 0);
        assertEquals(0, lb.err().count("Initializing 'sun/security/ssl/"));
    }

    @Test
    void finishesWhatIsInFlightBeforeItEnds() {
        Backend a = backend("a").holds();
        LbProcess lb = startProcess("pool.web.servers = ${a}");
        try (RawClient client = lb.connect()) {
            client.head("GET / HTTP/1.1", "Host: a");
            a.awaitHeld(1);
            lb.terminate();
            lb.err().await("draining: 1 requests in flight");
            a.release();
            Message answer = client.read();
            assertEquals("a LENGTH", answer.text() + " " + answer.end());
            assertEquals(End.CLOSE, client.awaitEnd());
        }
        assertEquals(0, lb.awaitExit());
    }

    @Test
    void cutsOffWhatTakesLongerThanTheDrain() {
        Backend a = backend("a").holds();
        LbProcess lb = startProcess("pool.web.servers = ${a}\ntimeout.drain = 100ms\n");
        try (RawClient client = lb.connect()) {
            client.head("GET / HTTP/1.1", "Host: a");
            a.awaitHeld(1);
            assertEquals(0, lb.stop());
        }
    }

    @Test
    void readsTheFileInItsFolderWhenNoneIsNamed() {
        LbProcess lb = closeLater(LbProcess.run("pool.web.servers = 127.0.0.1:1", List.of()));
        assertEquals(502, lb.get("/").send().status());
    }

    @Test
    void saysWhichAddressIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            LbProcess lb = closeLater(LbProcess.run("pool.web.servers = 127.0.0.1:1\nlisten = "
                    + address, List.of("run", "lb.properties")));
            assertEquals(1, lb.awaitExit());
            assertEquals(1, lb.err().all().size(), () -> lb.err().toString());
            lb.err().await("^cannot listen on " + address + ": [Aa]ddress already in use$");
        }
    }

    @Test
    void startsNothingWhenTheFileHasProblems() {
        LbProcess lb = closeLater(LbProcess.run("pool.web.servers = 127.0.0.1\n", List.of("run")));
        assertEquals(2, lb.awaitExit());
        assertEquals("1 problem; nothing was started.", lb.err().all().getLast());
        assertEquals(List.of(), lb.out().all());
    }
}
