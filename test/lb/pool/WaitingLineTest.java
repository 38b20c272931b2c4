package lb.pool;

import static lb.pool.Samples.request;
import static lb.pool.Samples.servers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import lb.http.Headers;
import lb.http.Request;
import lb.observe.Events;
import lb.pool.Choice.Busy;
import lb.pool.Choice.Chosen;
import lb.pool.Choice.Nobody;
import lb.testing.Eventually;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static Pool pool(String servers, int queue, Duration timeout) {
        PoolSettings settings = new PoolSettings(Outliers.OFF, Duration.ZERO, Optional.empty(),
                queue, timeout);
        return new Pool("web", servers(servers), (eligible, request) -> eligible.get(0), settings,
                Events.NONE, System::nanoTime);
    }

    private static Server admit(Pool pool) throws InterruptedException {
        return assertInstanceOf(Chosen.class, pool.admit(request())).server();
    }

    /** Requests on threads of their own, which join the line one after the other. */
    private static final class Clients {
        final Pool pool;
        final List<String> served = new CopyOnWriteArrayList<>();
        final List<Thread> threads = new CopyOnWriteArrayList<>();

        Clients(Pool pool) {
            this.pool = pool;
        }

        CompletableFuture<Choice> come(String name) {
            CompletableFuture<Choice> choice = new CompletableFuture<>();
            int before = pool.waiting();
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    Choice came = pool.admit(request("10.1.1.1", "/" + name, Headers.EMPTY));
                    if (came instanceof Chosen) {
                        served.add(name);
                    }
                    choice.complete(came);
                } catch (InterruptedException e) {
                    choice.completeExceptionally(e);
                }
            }));
            Eventually.await(name + " waits", () -> pool.waiting() == before + 1);
            return choice;
        }
    }

    @Test
    void servesInTheOrderOfArrival() throws Exception {
        Pool pool = pool("a max=1", 10, Duration.ofMinutes(1));
        Server slot = admit(pool);
        Clients clients = new Clients(pool);
        for (int i = 0; i < 5; i++) {
            clients.come("c" + i);
        }
        for (int i = 1; i <= 5; i++) {
            slot.release();
            int count = i;
            Eventually.await(i + " served", () -> clients.served.size() == count);
            assertEquals(1, slot.inFlight());
        }
        assertEquals(List.of("c0", "c1", "c2", "c3", "c4"), clients.served);
        assertEquals(0, pool.waiting());
    }

    @Test
    void turnsAwayWhoeverIsOneTooMany() throws Exception {
        Pool pool = pool("a max=1", 1, Duration.ofSeconds(90));
        Server slot = admit(pool);
        Clients clients = new Clients(pool);
        CompletableFuture<Choice> waiting = clients.come("first");
        Busy busy = assertInstanceOf(Busy.class, pool.admit(request()));
        assertEquals("queue full", busy.reason());
        assertEquals(Duration.ofSeconds(90), busy.retryAfter());
        slot.release();
        assertInstanceOf(Chosen.class, waiting.get(30, TimeUnit.SECONDS));
    }

    @Test
    void hasNoLineByDefault() throws Exception {
        Pool pool = pool("a max=1", 0, Duration.ofSeconds(5));
        admit(pool);
        Busy busy = assertInstanceOf(Busy.class, pool.admit(request()));
        assertEquals("every server at its max", busy.reason());
    }

    @Test
    void doesNotWaitForServersThatAreNotThere() throws Exception {
        assertInstanceOf(Nobody.class,
                pool("a weight=0", 10, Duration.ofMinutes(1)).admit(request()));
    }

    /** The slot came free after the look at the servers and before the request stood in line. */
    @Test
    void looksOnceMoreWhenItStandsInLine() throws Exception {
        Server free = servers("a").get(0);
        WaitingLine line = new WaitingLine(request -> Optional.of(free));
        assertEquals(new Chosen(free), line.await(request(), 1, Duration.ofSeconds(10)));
        assertEquals(0, line.length());
    }

    @Test
    void givesUpAfterItsTime() throws Exception {
        Pool pool = pool("a max=1", 10, Duration.ofMillis(20));
        Server slot = admit(pool);
        Busy busy = assertInstanceOf(Busy.class, pool.admit(request()));
        assertEquals("queue.timeout", busy.reason());
        assertEquals(0, pool.waiting());
        slot.release();
        assertEquals(0, slot.inFlight(), "nobody is served who has gone");
    }

    @Test
    void leavesTheLineWhenInterrupted() throws Exception {
        Pool pool = pool("a max=1", 10, Duration.ofMinutes(1));
        Server slot = admit(pool);
        Clients clients = new Clients(pool);
        CompletableFuture<Choice> gone = clients.come("gone");
        CompletableFuture<Choice> stays = clients.come("stays");
        clients.threads.get(0).interrupt();
        assertThrows(ExecutionException.class, () -> gone.get(30, TimeUnit.SECONDS));
        assertEquals(1, pool.waiting());
        slot.release();
        assertInstanceOf(Chosen.class, stays.get(30, TimeUnit.SECONDS));
        assertEquals(1, slot.inFlight());
    }

    /** A slot that is free while somebody waits is not for those who come later. */
    @Test
    void letsNobodyOvertake() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Pool[] pool = new Pool[1];
        Balancer slow = (eligible, request) -> { // Holds up the hand-over to the first in line.
            if (request.path().equals("/first") && eligible.get(0).inFlight() == 0
                    && asked.getAndIncrement() == 0) {
                inside.countDown();
                await(goOn);
            }
            return eligible.get(0);
        };
        pool[0] = new Pool("web", servers("a max=1, b max=1"), slow, new PoolSettings(Outliers.OFF,
                Duration.ZERO, Optional.empty(), 10, Duration.ofMinutes(1)), Events.NONE,
                System::nanoTime);
        Server a = admit(pool[0]);
        admit(pool[0]);
        Clients clients = new Clients(pool[0]);
        CompletableFuture<Choice> first = clients.come("first");
        Thread release = Thread.startVirtualThread(a::release);
        await(inside);
        Thread late = Thread.startVirtualThread(() -> {
            try {
                pool[0].admit(request("10.1.1.1", "/late", Headers.EMPTY));
                clients.served.add("late");
            } catch (InterruptedException e) {
                clients.served.add("interrupted");
            }
        });
        Eventually.await("the late one stands still", () -> isParked(late));
        goOn.countDown();
        assertInstanceOf(Chosen.class, first.get(30, TimeUnit.SECONDS));
        release.join();
        assertEquals(List.of("first"), clients.served);
        a.release();
        late.join();
    }

    private static boolean isParked(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void servesWhenAServerComesBack() throws Exception {
        Pool pool = pool("a max=1, b max=1 drain", 10, Duration.ofMinutes(1));
        admit(pool);
        CompletableFuture<Choice> waiting = new Clients(pool).come("first");
        pool.ready(pool.servers().get(1));
        assertEquals(new Chosen(pool.servers().get(1)), waiting.get(30, TimeUnit.SECONDS));
    }

    /** Slots are neither lost nor given twice, whoever comes, goes or gives up meanwhile. */
    @Test
    void keepsItsBooksWithManyThreads() throws Exception {
        Pool pool = pool("a max=2, b max=1", 50, Duration.ofMillis(3));
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        Request request = request();
        List<Thread> threads = IntStream.range(0, 16).mapToObj(i -> Thread.ofVirtual().start(() -> {
            for (int j = 0; j < 2000; j++) {
                if (j % 97 == 96) {
                    Thread.currentThread().interrupt();
                }
                try {
                    if (pool.admit(request) instanceof Chosen chosen) {
                        int inFlight = pool.servers().stream().mapToInt(Server::inFlight).sum();
                        most.accumulateAndGet(inFlight, Math::max);
                        served.incrementAndGet();
                        Thread.yield();
                        chosen.server().release();
                    }
                } catch (InterruptedException e) {
                    Thread.interrupted();
                }
            }
        })).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(0, pool.servers().stream().mapToInt(Server::inFlight).sum());
        assertEquals(0, pool.waiting());
        assertTrue(most.get() <= 3, () -> "in flight: " + most);
        assertTrue(served.get() > 1000, () -> "served: " + served);
    }
}
