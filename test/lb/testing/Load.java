package lb.testing;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Clients that send one request after the other, on connections that they keep, until they are told
 * to stop. What is not a complete answer with status 200 is a failure; so is a connection that ends
 * although nobody has said {@code Connection: close}. They pause in between, for other tests run
 * too; not when the system property {@code lb.long} is set.
 */
public final class Load implements AutoCloseable {
    private static final long PAUSE = Boolean.getBoolean("lb.long") ? 0 : 2_000_000; // nanoseconds

    private final Call call;
    private final Supplier<RawClient> connect;
    private final AtomicLong answered = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients;
    private volatile boolean stopped;

    private Load(Supplier<RawClient> connect, Call call, int connections) {
        this.connect = connect;
        this.call = call;
        this.clients = IntStream.range(0, connections)
                .mapToObj(i -> Thread.ofPlatform().daemon().name("load " + i).start(this::run))
                .toList();
    }

    /** Begins; each connection to {@code port} carries one request at a time. */
    public static Load start(int port, Call call, int connections) {
        return start(() -> RawClient.connect(port), call, connections);
    }

    /** The same on connections that are made in another way. */
    public static Load start(Supplier<RawClient> connect, Call call, int connections) {
        return new Load(connect, call, connections);
    }

    private void run() {
        while (!stopped) {
            try (RawClient client = connect.get()) {
                while (!stopped && once(client)) {
                    answered.incrementAndGet();
                    LockSupport.parkNanos(PAUSE);
                }
            } catch (UncheckedIOException | AssertionError e) {
                failures.add(e.toString());
            }
        }
    }

    /** Whether the connection may be used again. */
    private boolean once(RawClient client) {
        Message answer = call.send(client);
        if (!answer.complete() || answer.status() != 200) {
            failures.add(answer.status() + " " + answer.end() + " " + answer.text());
            return false;
        }
        return !"close".equalsIgnoreCase(answer.header("Connection"));
    }

    /** Requests answered well so far. */
    public long answered() {
        return answered.get();
    }

    /** Waits until so many more have been answered well. */
    public void awaitMore(long count) {
        long end = answered() + count;
        Eventually.await(() -> answered() >= end || !failures.isEmpty(),
                java.time.Duration.ofSeconds(30), "another " + count + " answers");
    }

    /** What went wrong so far. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** Ends the clients after the request each is about; what went wrong. */
    public List<String> stop() {
        stopped = true;
        for (Thread client : clients) {
            try {
                client.join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return failures();
    }

    @Override
    public void close() {
        stopped = true;
    }
}
