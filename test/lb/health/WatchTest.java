package lb.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import lb.dns.Name;
import lb.observe.Events;
import lb.pool.Health;
import lb.pool.ServerSpec;
import lb.testing.JvmSettings;
import lb.testing.RawServer;
import org.junit.jupiter.api.Test;

class WatchTest {
    static {
        JvmSettings.apply();
    }

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private Watch watch(RawServer server, HttpClient client) {
        ServerSpec spec = ServerSpec.parse(server.address());
        HealthCheck check = Checks.any().path("/").check();
        return new Watch(spec, check,
                new Probe(spec, check, client, Name.fixed(spec.host())),
                new Health(check.rise(), check.fall()),
                new Events(new PrintStream(log, true, StandardCharsets.UTF_8)),
                InstantSource.fixed(NOW));
    }

    @Test
    void takesInWhatItSees() throws InterruptedException {
        try (RawServer server = RawServer.saying("HTTP/1.1 503 Busy\r\n\r\n");
                HttpClient client = HttpClient.newHttpClient()) {
            Watch watch = watch(server, client);
            watch.addPool("web");
            watch.checkOnce();
            assertEquals("status 503", watch.health().reason());
            assertEquals(NOW, watch.health().since());
            assertEquals(0, watch.first().getCount());
            assertTrue(log.toString(StandardCharsets.UTF_8).contains("warn  server "
                    + server.address() + " of pool web is down: status 503 (first check)"));
        }
    }

    /** Stopping cuts checks off, which says nothing about the server. */
    @Test
    void takesInNothingOnceEnded() throws InterruptedException {
        try (RawServer server = RawServer.saying("");
                HttpClient client = HttpClient.newHttpClient()) {
            Watch watch = watch(server, client);
            watch.end();
            watch.checkOnce();
            assertFalse(watch.health().isKnown());
            assertEquals("", log.toString(StandardCharsets.UTF_8));
            assertEquals(0, watch.first().getCount(), "nobody waits for it");
        }
    }
}
