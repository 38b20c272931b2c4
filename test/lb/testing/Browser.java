package lb.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import lb.http.Json;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium with one page, driven over its DevTools protocol. Without a browser on this
 * machine a test that wants one is skipped, and fails where CI is set.
 */
public final class Browser implements AutoCloseable {
    static {
        JvmSettings.apply();
    }

    private static final Duration START = Duration.ofSeconds(60);
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu",
            "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0");

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Long, CompletableFuture<Map<?, ?>>> calls = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> requested = new CopyOnWriteArrayList<>();
    private final String session; // null until there is a page

    private Browser(String program) throws IOException {
        profile = Files.createTempDirectory("lb-browser-");
        String[] command = Stream.concat(Stream.of(program),
                Stream.concat(FLAGS.stream(), Stream.of("--user-data-dir=" + profile,
                        "about:blank"))).toArray(String[]::new);
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create(endpoint()), new Listener()).join();
        Object target = call(null, "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId");
        session = (String) call(null, "Target.attachToTarget",
                Map.of("targetId", target, "flatten", true)).get("sessionId");
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Starts one. */
    public static Browser start() {
        Optional<String> program = program();
        if (program.isEmpty() && System.getenv("CI") != null) {
            fail("there is no browser on this machine; install the package chromium");
        }
        Assumptions.assumeTrue(program.isPresent(),
                "there is no browser on this machine: the package chromium is one");
        try {
            return new Browser(program.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> program() {
        return NAMES.stream().flatMap(name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable).map(Path::toString).findFirst();
    }

    /** The browser writes its port and path into its profile. */
    private String endpoint() {
        AtomicReference<String> found = new AtomicReference<>();
        Path file = profile.resolve("DevToolsActivePort");
        Eventually.await(() -> {
            try {
                List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
                found.set(lines.size() < 2 ? null
                        : "ws://127.0.0.1:" + lines.get(0) + lines.get(1));
                return found.get() != null;
            } catch (IOException e) {
                return false;
            }
        }, START, "the browser listens");
        return found.get();
    }

    /** Opens a page and waits until it has loaded. */
    public Browser open(String url) {
        call("Page.navigate", Map.of("url", url));
        await("the page has loaded",
                "location.href !== 'about:blank' && document.readyState === 'complete'");
        return this;
    }

    /** Leaves the page, which asks for nothing any more, and forgets what was wrong with it. */
    public void leave() {
        call("Page.navigate", Map.of("url", "about:blank"));
        await("the page is gone", "location.href === 'about:blank'");
        errors.clear();
        requested.clear();
    }

    /** What an expression of JavaScript comes to, in the page. */
    public Object evaluate(String expression) {
        Map<?, ?> answer = call("Runtime.evaluate", Map.of("expression", expression,
                "returnByValue", true, "awaitPromise", true));
        if (answer.get("exceptionDetails") != null) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return ((Map<?, ?>) answer.get("result")).get("value");
    }

    /** Waits until an expression is true. */
    public void await(String description, String expression) {
        await(description, Duration.ofSeconds(20), expression);
    }

    /** The same with another deadline. */
    public void await(String description, Duration deadline, String expression) {
        Eventually.await(() -> Boolean.TRUE.equals(evaluate(expression)), deadline,
                () -> description + "; the page reads:\n" + text());
    }

    /** Clicks the first element of a CSS selector with a real mouse. */
    public void click(String selector) {
        Object place = evaluate("(() => { const e = document.querySelector("
                + Json.compact(selector) + "); e.scrollIntoView({block: 'center'});"
                + " const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2] })()");
        List<?> at = (List<?>) place;
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call("Input.dispatchMouseEvent", Map.of("type", type, "x", at.get(0), "y", at.get(1),
                    "button", "left", "clickCount", 1));
        }
    }

    /** The text that a reader sees. */
    public String text() {
        return String.valueOf(evaluate("document.body.innerText"));
    }

    /** Makes the window so large. */
    public void viewport(int width, int height) {
        call("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height,
                "deviceScaleFactor", 1, "mobile", false));
        call("Emulation.setScrollbarsHidden", Map.of("hidden", true)); // As on a phone.
    }

    /** From now on the reader likes it dark, or light. */
    public void dark(boolean on) {
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of(
                "name", "prefers-color-scheme", "value", on ? "dark" : "light"))));
    }

    /** Takes a picture of the whole page, to be looked at: {@code build/screenshots/NAME.png}. */
    public void screenshot(String name) {
        Object data = call("Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true)).get("data");
        try {
            Path folder = Files.createDirectories(Path.of("build", "screenshots"));
            Files.write(folder.resolve(name + ".png"),
                    Base64.getDecoder().decode((String) data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Errors on the console, and exceptions nobody has caught. */
    public List<String> errors() {
        return errors;
    }

    /** Every URL that the page has asked for. */
    public List<String> requested() {
        return requested;
    }

    private Map<?, ?> call(String method, Map<String, Object> parameters) {
        return call(session, method, parameters);
    }

    private Map<?, ?> call(String session, String method, Map<String, Object> parameters) {
        long id = ids.incrementAndGet();
        CompletableFuture<Map<?, ?>> answer = new CompletableFuture<>();
        calls.put(id, answer);
        Map<String, Object> call = session == null
                ? Map.of("id", id, "method", method, "params", parameters)
                : Map.of("id", id, "method", method, "params", parameters, "sessionId", session);
        socket.sendText(Json.compact(call), true).join();
        Map<?, ?> message = answer.orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals(null, message.get("error"), method);
        return (Map<?, ?>) message.get("result");
    }

    /** Takes the browser's messages, on the client's threads. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                take((Map<?, ?>) Json.parse(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(Map<?, ?> message) {
            if (message.get("id") instanceof Long id) {
                calls.remove(id).complete(message);
                return;
            }
            Map<?, ?> about = (Map<?, ?>) message.get("params");
            switch (String.valueOf(message.get("method"))) {
                case "Network.requestWillBeSent" -> requested.add(String.valueOf(
                        ((Map<?, ?>) about.get("request")).get("url")));
                case "Runtime.exceptionThrown" -> errors.add(about.toString());
                case "Runtime.consoleAPICalled" -> {
                    if (about.get("type").equals("error")) {
                        errors.add(about.get("args").toString());
                    }
                }
                case "Log.entryAdded" -> {
                    Map<?, ?> entry = (Map<?, ?>) about.get("entry");
                    if (entry.get("level").equals("error")) {
                        errors.add(entry.get("text") + " " + entry.get("url"));
                    }
                }
                default -> { }
            }
        }
    }

    /** Ends the browser and all of its processes, and removes its profile. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = Stream.concat(process.descendants(),
                Stream.of(process.toHandle())).toList();
        socket.abort();
        all.forEach(ProcessHandle::destroyForcibly); // It has nothing to keep.
        Eventually.await("the browser's processes are gone",
                () -> all.stream().noneMatch(ProcessHandle::isAlive));
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
