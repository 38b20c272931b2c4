package lb.pool;

import static lb.pool.Samples.server;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lb.testing.JvmSettings;
import org.junit.jupiter.api.Test;

class ServerTest {
    static {
        JvmSettings.apply();
    }

    private final AtomicInteger made = new AtomicInteger();
    private final Server server = new Server(ServerSpec.parse("127.0.0.1:1"), Health.unchecked(),
            () -> {
                made.incrementAndGet();
                return HttpClient.newHttpClient();
            });

    @Test
    void countsWhatIsInFlightAndWhatItWasChosenFor() {
        server.acquire();
        assertTrue(server.tryAcquire());
        assertTrue(server.acquireIf(2));
        assertFalse(server.acquireIf(2), "three are in flight, not two");
        server.release();
        assertEquals(2, server.inFlight());
        assertEquals(3, server.requests());
    }

    @Test
    void takesNoMoreThanItsMax() {
        Server two = server("a max=2");
        assertTrue(two.tryAcquire());
        assertFalse(two.isFull());
        assertTrue(two.acquireIf(1));
        assertTrue(two.isFull());
        assertFalse(two.tryAcquire());
        assertFalse(two.acquireIf(2));
        two.release();
        assertTrue(two.tryAcquire());
        assertEquals(3, two.requests());
    }

    @Test
    void neverExceedsItsMaxWithManyThreads() throws InterruptedException {
        Server one = server("a max=1");
        AtomicInteger most = new AtomicInteger();
        AtomicInteger chosen = new AtomicInteger();
        inParallel(8, () -> {
            for (int i = 0; i < 50_000; i++) {
                if (one.tryAcquire()) {
                    chosen.incrementAndGet();
                    most.accumulateAndGet(one.inFlight(), Math::max);
                    one.release();
                }
            }
        });
        assertEquals(0, one.inFlight());
        assertEquals(chosen.get(), one.requests());
        assertEquals(1, most.get());
    }

    @Test
    void makesOneClientHoweverManyAskAtOnce() throws InterruptedException {
        Set<HttpClient> seen = ConcurrentHashMap.newKeySet();
        assertEquals(0, made.get());
        inParallel(8, () -> seen.add(server.client()));
        assertEquals(1, seen.size());
        assertEquals(1, made.get());
        server.close();
    }

    @Test
    void replacesItsClientOnceHoweverManyTimeOutWithIt() throws InterruptedException {
        HttpClient hung = server.client();
        inParallel(8, () -> server.timedOut(hung));
        HttpClient next = server.client();
        assertNotSame(hung, next);
        for (int i = 0; i < 10; i++) {
            server.timedOut(hung);
        }
        assertSame(next, server.client(), "what replaced it is well");
        assertTrue(hung.awaitTermination(Duration.ofSeconds(10)), "the old one has ended");
        assertFalse(next.isTerminated());
        server.close();
    }

    @Test
    void keepsItsClientWhileAnswersComeInBetween() {
        HttpClient first = server.client();
        for (int i = 0; i < 10; i++) {
            server.timedOut(first);
            server.timedOut(first);
            server.answered();
        }
        assertSame(first, server.client());
        server.timedOut(first);
        server.timedOut(first);
        server.timedOut(first);
        assertNotSame(first, server.client());
        server.close();
    }

    @Test
    void needsNoClientToClose() {
        server.close();
        assertEquals(0, made.get());
    }

    @Test
    void refusesRequestsWithAnIoExceptionOnceClosed() throws InterruptedException {
        server.client();
        server.close();
        assertRefused(server.client());
    }

    @Test
    void refusesRequestsWithAnIoExceptionWhenClosedBeforeItsFirst() throws InterruptedException {
        server.close();
        assertRefused(server.client());
    }

    private static void assertRefused(HttpClient client) throws InterruptedException {
        assertTrue(client.awaitTermination(Duration.ofSeconds(10)), "it has ended");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build();
        assertThrows(IOException.class, () -> client.send(request, BodyHandlers.discarding()));
    }

    private static void inParallel(int threads, Runnable task) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        Thread[] all = IntStream.range(0, threads).mapToObj(i -> Thread.ofPlatform().start(() -> {
            try {
                start.await();
            } catch (InterruptedException e) {
                return;
            }
            task.run();
        })).toArray(Thread[]::new);
        start.countDown();
        for (Thread thread : all) {
            thread.join();
        }
    }
}
