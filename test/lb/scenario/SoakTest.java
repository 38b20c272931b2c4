package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lb.testing.Authority;
import lb.testing.Backend;
import lb.testing.Call;
import lb.testing.Eventually;
import lb.testing.LbProcess;
import lb.testing.Load;
import lb.testing.RawClient;
import lb.testing.Scenario;
import lb.testing.Tls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything at once for a while: nothing fails, nothing grows, and no line of the log is lost. For
 * ten minutes with {@code -Dlb.long=true}, else for seconds; {@code -Dlb.soak=PT1H} (in {@code
 * JAVA_TOOL_OPTIONS}, say) makes it another time.
 */
final class SoakTest extends Scenario {
    private static final boolean LONG = Boolean.getBoolean("lb.long");
    private static final Duration TIME =
            Duration.parse(System.getProperty("lb.soak", LONG ? "PT10M" : "PT2S"));
    // What it holds is noted for the first time after so much of it.
    private static final Duration WARM = TIME.dividedBy(LONG ? 10 : 2);
    private static final Pattern REQUESTS =
            Pattern.compile("(?m)^lb_requests_total\\{.*} ([0-9.E]+)$");
    private static final Pattern DROPPED =
            Pattern.compile("(?m)^lb_log_lines_dropped_total ([0-9.E]+)$");
    private static final String FILE = """
            listen                     = 127.0.0.1:0
            listen.tls                 = 127.0.0.1:0
            admin                      = 127.0.0.1:0
            log.access                 = ${dir}/access.log
            log.format                 = json
            tls.own.certificate        = ${dir}/own.pem
            tls.own.key                = ${dir}/own.key
            pool.web.servers           = ${a}, ${b} weight=2, ${c}
            pool.web.algorithm         = least-connections
            pool.web.health.path       = /healthz
            pool.web.health.interval   = 1s
            pool.web.health.timeout    = 1s
            pool.web.outlier.eject     = 1s
            pool.web.slow-start        = 1s
            pool.web.retry.budget      = 100%
            pool.key.servers           = ${a}, ${b}
            pool.key.algorithm         = hash
            pool.key.hash-key          = param.user
            pool.key.sticky            = lb
            pool.*.health.path         = /healthz
            route.key.path             = /key
            route.key.pool             = key
            route.key.rewrite.request.header.set.X-Client = {client-ip}
            route.text.path            = /text
            route.text.respond         = 200 hello
            route.web.pool             = web
            firewall.bots.header.User-Agent = ~bot
            firewall.bots.action       = deny
            firewall.seen.path         = /key
            firewall.seen.action       = deny
            firewall.seen.mode         = observe
            """;

    @TempDir
    private Path folder;
    private LbProcess lb;
    private Backend c;
    private long lines;
    private int cycles;
    private final Deque<Path> moved = new ArrayDeque<>();

    /** What a process holds when what it needs no more is swept up. */
    private record Held(long heap, long files, long threads) {}

    @Test
    @EnabledOnOs(OS.LINUX) // Counts in /proc.
    @Timeout(value = 1, unit = TimeUnit.DAYS) // As long as it is told to.
    void nothingGrows() throws Exception {
        begin();
        Load plain = closeLater(Load.start(lb.port(), lb.get("/"), 3));
        Load keyed = closeLater(Load.start(lb.port(), lb.get("/key?user=7"), 1));
        Load secure = closeLater(Load.start(() -> Tls.trusting(ROOT).open(lb.securePort()),
                lb.get("/text").host("127.0.0.1"), 1));
        Load uploads = closeLater(Load.start(lb.port(),
                lb.call("POST", "/").header("Idempotency-Key", "1").body(new byte[10_000]), 1));
        List<Load> all = List.of(plain, keyed, secure, uploads);
        long start = System.nanoTime();
        runUntil(start + WARM.toNanos(), all);
        Held first = held();
        runUntil(start + TIME.toNanos(), all);
        Held last = held();
        for (Load load : all) {
            assertEquals(List.of(), load.stop());
        }
        assertEveryRequestIsInTheLog();
        String told = lines + " requests, " + cycles + " rounds; " + first + ", then " + last;
        if (LONG) {
            System.out.println(told);
        }
        assertTrue(first.heap > 0 && last.heap <= first.heap + (4 << 20), told);
        assertTrue(last.files <= first.files + 30, told);
        // On JDK 21 threads of exchanges stay for a while; a few seconds do not warm it up.
        assertTrue(last.threads <= first.threads + (LONG ? 16 : 64), told);
        assertEquals(0, lb.stop());
    }

    private static final Authority ROOT = Authority.root("Root");

    private void begin() {
        ROOT.issue("EC", "127.0.0.1").write(folder, "own");
        variable("dir", folder.toString());
        backend("a").forgets();
        backend("b").forgets();
        AtomicInteger count = new AtomicInteger();
        c = backend("c").forgets().serves(exchange -> exchange.answer(
                count.incrementAndGet() % 50 == 0 ? 503 : 200, "c"));
        lb = startProcess(FILE + "reload = on\n", "-Xmx64m", "-XX:+UseSerialGC",
                "-Djdk.httpclient.keepalive.timeout=2");
    }

    /** One round after the other, each with everything that happens to a load balancer. */
    private void runUntil(long end, List<Load> loads) throws IOException {
        while (System.nanoTime() - end < 0) {
            cycles++;
            Call bot = lb.get("/").header("User-Agent", "bot");
            assertEquals("403: 5", bot.times(5).byStatus());
            for (String path : List.of("/api/status", "/metrics", "/api/history", "/")) {
                assertEquals(200, lb.admin("GET", path).send().status());
            }
            try (RawClient rude = lb.connect()) {
                rude.head("POST / HTTP/1.1", "Host: a", "Content-Length: 1000").send("x").reset();
            }
            change();
            for (Load load : loads) {
                load.awaitMore(20);
            }
            rotate();
        }
    }

    private void change() {
        String server = variables().get("b");
        switch (cycles % 6) {
            case 0 -> order("/api/pools/web/servers/" + server + "/drain", "{}");
            case 1 -> order("/api/pools/web/servers/" + server + "/ready", "{}");
            case 2 -> lb.replace(FILE.replace("weight=2", "weight=" + (2 + cycles % 5))
                    + "reload = on\n");
            case 3 -> order("/api/reload", "{}");
            case 4 -> c.stop();
            default -> c.restart();
        }
    }

    private void order(String path, String body) {
        assertEquals(200, lb.admin("POST", path).header("Content-Type", "application/json")
                .body(body).send().status());
    }

    /** Moves the log away; what was moved two rounds ago is written to no more. */
    private void rotate() throws IOException {
        Path log = folder.resolve("access.log");
        Path to = folder.resolve("access.log." + cycles);
        Files.move(log, to);
        moved.add(to);
        Eventually.await("a new log", () -> Files.exists(log));
        while (moved.size() > 2) {
            lines += takeLines(moved.removeFirst());
        }
    }

    private static long takeLines(Path file) throws IOException {
        long count = count(file);
        Files.delete(file);
        return count;
    }

    private static long count(Path file) {
        try (Stream<String> all = Files.lines(file)) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertEveryRequestIsInTheLog() throws IOException {
        for (Path file : moved) {
            lines += takeLines(file);
        }
        Eventually.await("all lines", () -> {
            String metrics = metrics();
            return lines + count(folder.resolve("access.log"))
                    == sum(REQUESTS, metrics) - sum(DROPPED, metrics);
        });
        lines += count(folder.resolve("access.log"));
    }

    private String metrics() {
        return lb.admin("GET", "/metrics").send().text();
    }

    private static long sum(Pattern samples, String metrics) {
        return samples.matcher(metrics).results()
                .mapToLong(sample -> (long) Double.parseDouble(sample.group(1))).sum();
    }

    private Held held() throws IOException {
        return new Held(lb.reachableBytes(), entries("fd"), entries("task"));
    }

    private long entries(String what) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + lb.pid() + "/" + what))) {
            return all.count();
        }
    }
}
