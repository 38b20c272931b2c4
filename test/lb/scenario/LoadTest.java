package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lb.testing.Eventually;
import lb.testing.LbProcess;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Many clients at once for a few seconds: nothing fails, and nothing is left behind. */
final class LoadTest extends Scenario {

    @Test
    @EnabledOnOs(OS.LINUX) // Counts in /proc.
    void leavesNothingBehind() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            backend(name).serves(exchange -> {
                if (exchange.path().equals("/stream")) {
                    exchange.stream(200);
                    exchange.chunk(name);
                    exchange.end();
                } else {
                    exchange.answer(200, exchange.method().equals("POST") ? exchange.bytes()
                            : new byte[20_000]);
                }
            });
        }
        LbProcess lb = startProcess("pool.web.servers = ${a}, ${b}, ${c}\n", "-Xmx64m",
                "-Djdk.httpclient.keepalive.timeout=1");
        load(lb);
        Eventually.await(() -> files(lb) < 100, Duration.ofSeconds(30), "files are closed");
        long files = files(lb);
        long threads = threads(lb);
        load(lb);
        Eventually.await(() -> files(lb) <= files + 4, Duration.ofSeconds(30),
                "no more than " + files + " files are open");
        // On JDK 21 an exchange's thread stays for a while, for the next one.
        assertTrue(threads(lb) <= threads + 16, threads(lb) + " threads after " + threads);
        assertEquals(0, lb.stop());
        assertEquals(0, lb.err().count("warn"), () -> lb.err().toString());
    }

    private static void load(LbProcess lb) {
        assertEquals("200: 800", lb.get("/").times(50, 16).byStatus());
        assertEquals("200: 400", lb.get("/stream").times(25, 16).byStatus());
        assertEquals("200: 400", lb.call("POST", "/").body("x".repeat(10_000)).times(25, 16)
                .byStatus());
    }

    private static long files(LbProcess lb) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + lb.pid() + "/fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long threads(LbProcess lb) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + lb.pid() + "/task"))) {
            return threads.count();
        }
    }
}
