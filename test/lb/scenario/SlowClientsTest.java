package lb.scenario;

import static lb.testing.RawServer.forEver;
import static lb.testing.RawServer.head;
import static lb.testing.RawServer.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import lb.testing.Eventually;
import lb.testing.LbProcess;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that take their time, many more than there are cores, do not hold up the others. */
final class SlowClientsTest extends Scenario {
    private static final int CLIENTS = 50;
    private static final int MANY = 500;
    private static final Duration PROMPT = Duration.ofSeconds(5); // Even on a loaded machine.
    private static final long NOISE = Duration.ofMillis(5).toNanos(); // Of the machine itself.

    private final LongAdder pieces = new LongAdder(); // Of big answers, sent by the server.

    enum Kind {
        HALF_A_HEAD("GET / HTTP/1.1\r\nHost: a\r\nX-Half", "x"),
        HALF_A_BODY("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nhello", "x"),
        HALF_A_CHUNK("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nx",
                "x"),
        NOT_READING("GET /big HTTP/1.1\r\nHost: a\r\n\r\n", "");

        final String request;
        final String drop;

        Kind(String request, String drop) {
            this.request = request;
            this.drop = drop;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void othersAreServedPromptly(Kind kind) {
        LbProcess lb = withHeap("-Xmx64m");
        connect(lb, kind, CLIENTS);
        for (int i = 0; i < 20; i++) {
            try (RawClient client = lb.connect().deadline(PROMPT)) {
                assertEquals(200, client.head("GET / HTTP/1.1", "Host: a").read().status());
            }
        }
    }

    /** Of a server that is always quicker than lb: that is when most is ordered in vain. */
    @Test
    void littleIsKeptOfWhatTheyDoNotRead() {
        rawServer("fast").script(head(),
                send("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"),
                forEver(send("x".repeat(64 << 10)), connection -> pieces.increment()));
        backend("a");
        LbProcess lb = startProcess("""
                pool.web.servers = ${a}
                pool.big.servers = ${fast}
                route.big.path   = /big
                route.big.pool   = big
                route.web.pool   = web
                """, "-Xmx64m");
        connect(lb, Kind.NOT_READING, 2 * CLIENTS);
        awaitFullBuffers();
        assertEquals("200: 20", lb.get("/").times(20).byStatus());
        assertEquals(0, lb.err().count("OutOfMemoryError"), () -> lb.err().toString());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    @EnabledIfSystemProperty(named = "lb.long", matches = "true")
    void manyMoreDoNotSlowDownTheOthers(Kind kind) {
        LbProcess lb = withHeap("-Xmx256m");
        p99(lb, 3000); // Until the code is compiled.
        long quiet = p99(lb, 2000);
        List<RawClient> slow = connect(lb, kind, MANY);
        awaitFullBuffers();
        long busy = 0;
        for (int round = 0; round < 5; round++) {
            slow.forEach(client -> client.send(kind.drop));
            busy = Math.max(busy, p99(lb, 1000));
        }
        System.out.printf("%s: p99 %d µs, with %d of them %d µs%n", kind, quiet / 1000, MANY,
                busy / 1000);
        assertTrue(busy <= 3 * Math.max(quiet, NOISE), busy + " ns after " + quiet);
    }

    /** Until then it is not slow clients that cost time, but the gigabyte between us and them. */
    private void awaitFullBuffers() {
        AtomicLong before = new AtomicLong(-1);
        Eventually.await(() -> {
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            return before.getAndSet(pieces.sum()) == pieces.sum();
        }, Duration.ofSeconds(60), "all buffers are full");
    }

    private LbProcess withHeap(String heap) {
        byte[] piece = new byte[64 << 10];
        backend("a").servesAt("/big", exchange -> {
            exchange.bufferLittle().stream(200); // 500 times 3 MB is more than Linux lets TCP have.
            for (int i = 0; i < 128; i++) {
                exchange.chunk(piece);
                pieces.increment();
            }
            exchange.end();
        });
        return startProcess("pool.web.servers = ${a}", heap);
    }

    private List<RawClient> connect(LbProcess lb, Kind kind, int count) {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawClient client = closeLater(RawClient.connect(lb.port(), 4096));
            clients.add(client.send(kind.request));
        }
        return clients;
    }

    /** Nanoseconds within which 99 of 100 requests of a normal client are answered. */
    private static long p99(LbProcess lb, int count) {
        long[] times = new long[count];
        try (RawClient client = lb.connect().deadline(PROMPT)) {
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                assertEquals(200, client.head("GET / HTTP/1.1", "Host: a").read().status());
                times[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(times);
        return times[count * 99 / 100];
    }
}
