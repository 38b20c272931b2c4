package lb.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lb.config.Config;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.firewall.Firewall;
import lb.observe.AccessLog;
import lb.observe.Events;
import lb.route.Router;
import lb.testing.End;
import lb.testing.Eventually;
import lb.testing.JvmSettings;
import lb.testing.Lines;
import lb.testing.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake in lb itself costs one request: its client is told by the end of the connection. */
final class FaultOfOursTest {
    static {
        JvmSettings.apply();
    }

    /** Something within lb that fails in a way nobody has thought of. */
    private static Map<String, Upstream> failing(Class<? extends Throwable> type) {
        return new AbstractMap<>() {
            @Override
            public Upstream get(Object name) {
                return fail(type);
            }

            @Override
            public Set<Entry<String, Upstream>> entrySet() {
                return Set.of();
            }
        };
    }

    private static Upstream fail(Class<? extends Throwable> type) {
        if (type == StackOverflowError.class) {
            throw new StackOverflowError();
        }
        throw new IllegalStateException("a fault of ours");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(classes = {StackOverflowError.class, IllegalStateException.class})
    void endsTheConnection(Class<? extends Throwable> type) throws Exception {
        // The JDK's server forgets about a connection whose handler throws an Error, open as it is.
        Lines said = new Lines();
        Events events = new Events(said.stream());
        try (Watchdog watchdog = new Watchdog();
                AccessLog log = new AccessLog("off", lb.observe.LogFormat.COMMON);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            ProxyHandler handler = new ProxyHandler(pipeline(type), log, events,
                    (session, host) -> false);
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", handler);
            server.setExecutor(watchdog.guard(threads, () -> Duration.ofSeconds(30), handler));
            server.start();
            try (RawClient client = RawClient.connect(server.getAddress().getPort())) {
                assertEquals(End.CLOSE, client.head("GET / HTTP/1.1", "Host: a").awaitEnd());
            }
            Eventually.await("it is over", () -> handler.inFlight() == 0);
            assertTrue(said.count("request failed: GET /") == 1, said::toString);
            server.stop(0);
        }
    }

    private static Pipeline pipeline(Class<? extends Throwable> type)
            throws InvalidConfig, IOException {
        Config config = ConfigFile.parse(Path.of("lb.properties"),
                "pool.web.servers = 127.0.0.1:1", Map.of());
        return new Pipeline(new ProxySettings(config.limits(), config.bodyTimeout(),
                config.trustedProxies(), config.encodedSlash(), config.forwarded(), config.via(),
                config.requestId(), config.errorPages()), new Firewall(config.firewall()),
                new Router(config.routes()), failing(type));
    }
}
