package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lb.testing.Backend;
import lb.testing.Call;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Traffic on 64 connections while one of three servers at a time is killed, frozen, made slow or
 * made to reset, and brought back. Eight seconds of it; two minutes in a long run.
 */
final class ChaosTest extends Scenario {
    private static final int CLIENTS = 64;
    private static final boolean LONG = Boolean.getBoolean("lb.long");
    private static final long SECONDS = LONG ? 120 : 8;
    private static final long BETWEEN = LONG ? 3 : 100; // milliseconds; other tests run too
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "HEAD");

    private final Map<String, Integer> executed = new ConcurrentHashMap<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Backend> servers = new ArrayList<>();

    /** What may happen to a server. */
    private enum Fault {
        KILLED, FROZEN, RESETTING, SLOW, FAILING;

        void befall(Backend server, ChaosTest test) {
            switch (this) {
                case KILLED -> server.stop();
                case FROZEN -> server.holds();
                case RESETTING -> server.serves(exchange -> {
                    test.count(exchange.target());
                    exchange.reset();
                });
                case SLOW -> server.serves(exchange -> {
                    test.count(exchange.target());
                    test.pause(250);
                    exchange.answer(200, exchange.target());
                });
                case FAILING -> server.serves(exchange -> {
                    test.count(exchange.target());
                    exchange.answer(503, "no");
                });
            }
        }

        void pass(Backend server, ChaosTest test) {
            switch (this) {
                case KILLED -> server.restart();
                case FROZEN -> server.release();
                default -> test.behave(server);
            }
        }
    }

    private void count(String target) {
        executed.merge(target, 1, Integer::sum);
    }

    private void behave(Backend server) {
        server.serves(exchange -> {
            count(exchange.target());
            exchange.answer(200, exchange.target());
        });
    }

    /** Waits so long, or until all is over. */
    private boolean pause(long millis) {
        try {
            return !over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Timeout(300)
    void noIdempotentRequestFailsAndNoPostIsExecutedTwice() throws InterruptedException {
        for (String name : List.of("a", "b", "c")) {
            servers.add(backend(name));
            behave(servers.getLast());
        }
        Lb lb = start("""
                pool.web.servers = ${a}, ${b}, ${c}
                pool.web.timeout.response = 2s
                pool.web.retry.on = connect, reset, timeout, 502, 503, 504
                pool.web.retry.budget = 100%
                pool.web.health.interval = 200ms
                pool.web.health.timeout = 2s
                pool.web.outlier.eject = 1s
                """);
        get("/warm-up").times(10, 16); // What is slow the first time must not pass for a fault.
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            clients.add(Thread.ofPlatform().daemon().start(() -> traffic(lb, number)));
        }
        wreakHavoc();
        over.countDown();
        for (Thread client : clients) {
            client.join();
        }
        assertEquals(List.of(), errors.stream()
                .map(error -> error + " " + reason(lb, error)).toList());
        List<String> twice = executed.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("/POST") && entry.getValue() > 1)
                .map(Object::toString).toList();
        assertEquals(List.of(), twice);
        assertTrue(lb.accessLog().stream().anyMatch(line -> line.contains(", retried")));
    }

    /** What lb says about it. */
    private static String reason(Lb lb, String error) {
        String target = error.substring(0, error.indexOf(':'));
        return lb.accessLog().stream().filter(line -> line.contains(" " + target + " "))
                .findFirst().orElse("no line in the log");
    }

    private void wreakHavoc() {
        Random random = new Random(42);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        for (int round = 0; System.nanoTime() - end < 0; round++) {
            Fault fault = Fault.values()[round % Fault.values().length];
            Backend server = servers.get(random.nextInt(servers.size()));
            fault.befall(server, this);
            pause(fault == Fault.FROZEN ? 2500 : 900); // Longer than timeout.response.
            fault.pass(server, this);
            pause(300);
        }
    }

    private void traffic(Lb lb, int client) {
        RawClient connection = lb.connect();
        for (int i = 0; pause(BETWEEN); i++) {
            String method = METHODS.get((client + i) % METHODS.size());
            String target = "/" + method + "/" + client + "-" + i;
            Call call = lb.call(method, target);
            if (method.startsWith("P")) {
                call.body("body of " + target);
            }
            connection = send(call, method, target, connection, lb);
        }
        connection.close();
    }

    /** Sends one request; the connection for the next one. */
    private RawClient send(Call call, String method, String target, RawClient connection, Lb lb) {
        try {
            Message answer = call.send(connection);
            boolean well = answer.status() == 200 && answer.complete()
                    && (method.equals("HEAD") || answer.text().equals(target));
            if (!well && !method.equals("POST")) {
                errors.add(target + ": " + answer);
            }
            if (answer.complete() && !"close".equals(answer.header("Connection"))) {
                return connection;
            }
        } catch (UncheckedIOException e) {
            errors.add(target + ": " + e);
        }
        connection.close();
        return lb.connect();
    }
}
