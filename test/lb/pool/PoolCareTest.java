package lb.pool;

import static lb.pool.Samples.health;
import static lb.pool.Samples.names;
import static lb.pool.Samples.request;
import static lb.pool.Samples.server;
import static lb.pool.Samples.servers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import lb.http.Headers;
import lb.http.Request;
import lb.observe.Events;
import lb.testing.Eventually;
import lb.testing.Lines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a pool looks after its servers: ejections, slow starts, orders, cookies. */
class PoolCareTest {
    private static final Sticky STICKY = new Sticky("web", "lb", Optional.empty(),
            Optional.empty(), Optional.empty());

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final AtomicInteger prepared = new AtomicInteger();
    private final Lines events = new Lines();

    private Pool pool(List<Server> servers, Duration slowStart) {
        PoolSettings settings = new PoolSettings(
                new Outliers(3, Duration.ofSeconds(10), Duration.ofSeconds(10), 0.5),
                slowStart, Optional.of(STICKY), 0, Duration.ofSeconds(5));
        Balancer first = new Balancer() {
            @Override
            public Server pick(List<Server> eligible, Request request) {
                return eligible.get(0);
            }

            @Override
            public void prepare(List<Server> available) {
                prepared.incrementAndGet();
            }
        };
        return new Pool("web", servers, first, settings, new Events(events.stream()), now::get);
    }

    private Pool pool(String servers) {
        return pool(servers(servers), Duration.ZERO);
    }

    /** Lets time pass, and its effects take place. */
    private void pass(Pool pool, double seconds) {
        now.addAndGet((long) (seconds * 1e9));
        int before = prepared.get();
        String states = states(pool);
        pool.tick();
        if (dueChange) {
            Eventually.await("a change of " + states, () -> prepared.get() > before);
        }
    }

    private boolean dueChange = true;

    private void passQuietly(Pool pool, double seconds) {
        dueChange = false;
        pass(pool, seconds);
        dueChange = true;
    }

    private static void fail(Pool pool, String name) {
        Server server = pool.server(name + ":80").orElseThrow();
        for (int i = 0; i < 3; i++) {
            pool.answered(server, 500, 1_000_000);
        }
    }

    private static String states(Pool pool) {
        return pool.servers().stream().map(server -> server.standing().state().label())
                .collect(Collectors.joining(" "));
    }

    @Test
    void ejectsAServerThatFailsAndTakesItBackInTime() {
        Pool pool = pool("a, b");
        Server a = pool.servers().get(0);
        pool.answered(a, 500, 1);
        pool.failed(a, "connection broke", 1);
        pool.answered(a, 499, 1);
        pool.answered(a, 999, 1);
        assertEquals("a b", names(pool.available()));
        pool.answered(a, 503, 1);
        assertEquals("b", names(pool.available()));
        assertEquals("ejected up", states(pool));
        assertEquals("3 failures in 10s, the last: status 503", a.standing().reason());
        events.await("warn  server a:80 of pool web is ejected for 10s: 3 failures in 10s, the last"
                + ": status 503$");
        passQuietly(pool, 9.9);
        assertEquals("ejected up", states(pool));
        pass(pool, 0.2);
        assertEquals("a b", names(pool.available()));
        assertEquals("up up", states(pool));
        events.await("info  server a:80 of pool web is back: its ejection is over");
    }

    @Test
    void keepsAServerWhenTooManyAreOutAlready() {
        Pool pool = pool("a, b, c");
        fail(pool, "a");
        fail(pool, "b");
        fail(pool, "b");
        assertEquals("ejected up up", states(pool));
        assertEquals(1, events.count("is kept, for outlier.max allows no further ejection"));
    }

    @Test
    void neverEjectsTheOnlyServer() {
        Pool pool = pool("a");
        fail(pool, "a");
        assertEquals("up", states(pool));
    }

    @Test
    void neverEjectsMoreThanAllowedWhenAllFailAtOnce() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            Pool pool = pool("a, b, c, d, e");
            List<Thread> threads = pool.servers().stream().map(server -> Thread.ofVirtual()
                    .start(() -> fail(pool, Samples.name(server)))).toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(3, pool.available().size(), () -> states(pool));
        }
    }

    @Test
    void usesEjectedServersAsALastResortAndSaysSo() {
        Health health = health(true);
        Pool pool = pool(List.of(server("a"), server("b", health)), Duration.ZERO);
        fail(pool, "a");
        health.observe(false, "status 500", Instant.EPOCH);
        assertEquals("a", names(pool.available()));
        assertTrue(pool.isLastResort());
        assertEquals("ejected down", states(pool));
        events.await("warn  pool web has only ejected servers left and uses them as a last resort: "
                + "a:80$");
        fail(pool, "a");
        assertEquals(1, events.count("is ejected for"), "once is enough");
        health.observe(true, "status 200", Instant.EPOCH);
        assertEquals("b", names(pool.available()));
        assertFalse(pool.isLastResort());
        events.await("info  pool web needs its last resort no more");
        assertEquals(1, events.count("only ejected servers left"));
    }

    @Test
    void turnsToABackupBeforeEjectedServers() {
        Pool pool = pool("a, b backup");
        fail(pool, "a");
        assertEquals("b", names(pool.available()));
        assertFalse(pool.isLastResort());
    }

    @ParameterizedTest(name = "{0}: {1}; available: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # what happened to a       | state    | available
            ready                      | up       | a b
            drain                      | drain    | b
            down                       | down     | b
            fail                       | ejected  | b
            drain fail                 | drain    | b
            fail drain                 | drain    | b
            fail down                  | down     | b
            fails-check                | down     | b
            drain fails-check          | down     | b
            fail fails-check           | down     | b
            # What it did before it went down says nothing about it now.
            fail fails-check passes    | up       | a b
            drain ready                | up       | a b
            down ready                 | up       | a b
            fail ready                 | ejected  | b
            down drain                 | drain    | b
            weight-0                   | up       | b
            weight-0 weight-3          | up       | a b
            """)
    void standsAsTheStrongestReasonSays(String happened, String state, String available) {
        Health health = new Health(1, 1);
        Server a = server("a", health);
        Pool pool = pool(List.of(a, server("b")), Duration.ZERO);
        assertEquals("not checked yet", a.standing().reason());
        health.observe(true, "status 200", Instant.EPOCH);
        for (String step : happened.split(" ")) {
            happen(pool, a, health, step);
        }
        assertEquals(state, a.standing().state().label());
        assertEquals(available, names(pool.available()));
    }

    private static void happen(Pool pool, Server a, Health health, String step) {
        switch (step) {
            case "drain" -> pool.drain(a);
            case "down" -> pool.down(a);
            case "ready" -> pool.ready(a);
            case "fail" -> fail(pool, "a");
            case "fails-check" -> health.observe(false, "status 500", Instant.EPOCH);
            case "passes" -> health.observe(true, "status 200", Instant.EPOCH);
            case "weight-0" -> pool.weight(a, 0);
            default -> pool.weight(a, 3);
        }
    }

    @Test
    void obeysAndLogsOrders() {
        Pool pool = pool("a, b drain");
        Server a = pool.servers().get(0);
        Server b = pool.servers().get(1);
        assertEquals("drain in the file", b.standing().reason());
        pool.ready(b);
        pool.weight(b, 7);
        assertEquals(7, b.weight());
        pool.drain(a);
        assertEquals("drained by hand", a.standing().reason());
        pool.down(a);
        assertEquals("taken down by hand", a.standing().reason());
        assertEquals(List.of("server b:80 of pool web is ready, by hand",
                "server b:80 of pool web has weight 7, by hand",
                "server a:80 of pool web drains, by hand",
                "server a:80 of pool web is down, by hand"),
                events.all().stream().map(line -> line.replaceFirst(".*info  ", "")).toList());
        String message = assertThrows(IllegalArgumentException.class, () -> pool.weight(b, 65536))
                .getMessage();
        assertEquals("weight 65536 is out of range; write 0 to 65535", message);
    }

    private static String shares(Pool pool) {
        return pool.servers().stream().map(server -> String.valueOf(server.share()))
                .collect(Collectors.joining(" "));
    }

    @Test
    void startsSlowlyAfterEveryKindOfAbsence() {
        Health health = new Health(1, 1);
        Pool pool = pool(List.of(server("a", health), server("b weight=4"), server("c drain"),
                server("d")), Duration.ofSeconds(20));
        health.observe(true, "status 200", Instant.EPOCH);
        assertEquals("100 400 100 100", shares(pool), "nobody has been away yet");
        health.observe(false, "status 500", Instant.EPOCH);
        fail(pool, "b");
        pool.down(pool.servers().get(3));
        pass(pool, 10);
        health.observe(true, "status 200", Instant.EPOCH);
        pool.ready(pool.servers().get(2));
        pool.ready(pool.servers().get(3));
        assertEquals("starting starting starting starting", states(pool));
        assertEquals("10 40 10 10", shares(pool));
        pass(pool, 10);
        assertEquals("50 200 50 50", shares(pool));
        assertEquals("slow start, at 50% of its weight", pool.servers().get(0).standing().reason());
        pass(pool, 10);
        assertEquals("100 400 100 100", shares(pool));
        assertEquals("up up up up", states(pool));
    }

    @Test
    void worksItsTablesOutAtEachStepOnly() {
        Pool pool = pool(servers("a, b drain"), Duration.ofSeconds(20));
        pool.ready(pool.servers().get(1));
        int before = prepared.get();
        for (int i = 0; i < 99; i++) {
            passQuietly(pool, 0.01); // Steps are a second.
        }
        assertEquals(before, prepared.get());
        pass(pool, 0.02);
        assertEquals(before + 1, prepared.get());
    }

    private static Request with(Optional<String> setCookie) {
        return setCookie.map(cookie -> request("10.1.1.1", "/",
                Headers.of("Cookie", cookie.split(";")[0]))).orElseGet(Samples::request);
    }

    private static String choose(Pool pool, Request request) {
        return pool.choose(request, List.of()).map(Samples::name).orElse("none");
    }

    /** A request with the cookie of server {@code name}. */
    private static Request pinnedTo(Pool pool, String name) {
        return with(Optional.of(STICKY.setCookie(pool.server(name + ":80").orElseThrow(),
                request())));
    }

    @ParameterizedTest(name = "of {0}, a client of b after {1}: {2}, new cookie: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            a, b, c             | ready b       | b | false
            a, b, c             | drain b       | b | false
            a, b drain, c       |               | b | false
            a, b weight=0, c    |               | b | false
            a, b, c             | down b        | a | true
            a, b, c             | fail b        | a | true
            # Merely busy: for this request alone.
            a, b max=1, c       | fill b        | a | false
            # Backups give their clients back.
            a, b backup, c      |               | a | true
            a drain, b backup   |               | b | false
            # A last resort keeps its clients as well.
            a, b                | fail b;down a | b | false
            """)
    void keepsClientsWithTheirServer(String servers, String steps, String chosen, boolean anew) {
        Pool pool = pool(servers);
        Request client = pinnedTo(pool, "b");
        for (String step : steps == null ? new String[0] : steps.split(";")) {
            Server server = pool.server(step.split(" ")[1] + ":80").orElseThrow();
            if (step.startsWith("fill")) {
                server.acquire();
            } else if (step.startsWith("fail")) {
                fail(pool, Samples.name(server));
            } else {
                happen(pool, server, null, step.split(" ")[0]);
            }
        }
        Server taken = pool.choose(client, List.of()).orElseThrow();
        assertEquals(chosen, Samples.name(taken));
        assertEquals(anew, pool.pin(client, taken).isPresent());
        pool.pin(client, taken).ifPresent(cookie ->
                assertEquals(chosen, choose(pool, with(Optional.of(cookie)))));
    }

    @Test
    void pinsNewClientsAndRetriesElsewhereWithoutPinningAnew() {
        Pool pool = pool("a, b");
        Server first = pool.choose(request(), List.of()).orElseThrow();
        assertTrue(pool.pin(request(), first).isPresent());
        Request client = pinnedTo(pool, "b");
        Server b = pool.servers().get(1);
        Server other = pool.choose(client, List.of(b)).orElseThrow();
        assertEquals("a", Samples.name(other));
        assertEquals(Optional.empty(), pool.pin(client, other));
    }
}
