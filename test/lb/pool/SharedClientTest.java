package lb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import lb.testing.JvmSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedClientTest {
    static {
        JvmSettings.apply();
    }

    private final AtomicInteger made = new AtomicInteger();
    private final SharedClient shared = new SharedClient(() -> {
        made.incrementAndGet();
        return HttpClient.newHttpClient();
    });
    private final Server good = sharing();
    private final Server bad = sharing();

    private Server sharing() {
        Server server = new Server(ServerSpec.parse("127.0.0.1:1"), Health.unchecked(),
                HttpClient::newHttpClient);
        server.share(shared);
        return server;
    }

    @AfterEach
    void end() {
        good.close();
        bad.close();
        shared.close();
    }

    @Test
    void isOneForAllOfThem() {
        assertEquals(0, made.get(), "none is made before it is needed");
        assertSame(good.client(), bad.client());
        assertEquals(1, made.get());
    }

    @Test
    void losesTheServerThatGivesTrouble() throws InterruptedException {
        HttpClient before = bad.client();
        bad.renewClient(before);
        HttpClient own = bad.client();
        assertNotSame(own, good.client(), "from now on it troubles nobody else");
        assertNotSame(before, good.client(), "what it has left behind ends with the old client");
        assertTrue(before.awaitTermination(Duration.ofSeconds(10)), "which ends");
        HttpClient next = good.client();
        bad.renewClient(own);
        assertSame(next, good.client(), "its further trouble is its own");
        assertNotSame(own, bad.client());
        assertFalse(next.isTerminated());
        assertEquals(2, made.get());
    }

    @Test
    void isReplacedOnceHoweverManyComplain() {
        HttpClient before = good.client();
        good.renewClient(before);
        bad.renewClient(before);
        assertEquals(1, made.get());
        assertNotSame(good.client(), bad.client(), "who complains of what is gone stays");
        assertEquals(2, made.get());
    }

    @Test
    void isReplacedForARequestThatCameLate() throws InterruptedException {
        bad.renewClient(bad.client());
        HttpClient late = shared.client(); // As a thread does that had gone to ask for it before.
        bad.renewClient(late);
        assertTrue(late.awaitTermination(Duration.ofSeconds(10)), "or what it has left open stays");
        assertNotSame(late, good.client());
    }

    @Test
    void isReplacedForAServerThatIsNoneAnyMore() throws InterruptedException {
        HttpClient before = bad.client();
        bad.close();
        bad.renewClient(before);
        assertTrue(before.awaitTermination(Duration.ofSeconds(10)));
        assertNotSame(before, good.client());
    }

    @Test
    void outlivesAServer() {
        HttpClient before = good.client();
        bad.close();
        assertTrue(bad.isClosed());
        assertSame(before, good.client());
        assertFalse(before.isTerminated());
        assertNotSame(before, bad.client());
    }

    @Test
    void refusesRequestsOnceClosed() throws InterruptedException {
        shared.close();
        assertTrue(good.client().awaitTermination(Duration.ofSeconds(10)));
    }
}
