package lb.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * lb as users start it: {@code java -jar lb.jar} on the JVM that runs the tests. The system
 * property {@code lb.jar} says where the jar is. {@link #close} ends it whatever happened before.
 */
public final class LbProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LISTENING = Pattern.compile("listening on \\S+:(\\d+)");
    private static final Pattern SECURE = Pattern.compile("listening on https://\\S+:(\\d+)");
    private static final Pattern REACHABLE = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)$");
    private static final Pattern DASHBOARD = Pattern.compile("dashboard on \\S+:(\\d+)/");

    private final ConfigText text;
    private final Process process;
    private final Lines out = new Lines();
    private final Lines err = new Lines();
    private final List<Thread> readers;

    private LbProcess(ConfigText text, Process process) {
        this.text = text;
        this.process = process;
        // For the case that the test JVM is ended before close() is called.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        readers = List.of(collect(process.getInputStream(), out),
                collect(process.getErrorStream(), err));
    }

    /** Starts lb with a file and waits until it listens. */
    public static LbProcess start(String text, Map<String, String> variables, String... jvmFlags) {
        ConfigText file = new ConfigText(text);
        List<String> command = new ArrayList<>(List.of(jvmFlags));
        command.addAll(List.of("-jar", jar(), file.file().toString()));
        LbProcess lb = new LbProcess(file, launch(file.directory(), variables, command));
        try {
            lb.port();
        } catch (AssertionError e) {
            lb.close();
            throw e;
        }
        return lb;
    }

    /**
     * Runs lb with these arguments, and the text as {@code lb.properties} in its working directory,
     * without waiting for anything.
     */
    public static LbProcess run(String text, List<String> arguments) {
        ConfigText file = new ConfigText(text);
        List<String> command = new ArrayList<>(List.of("-jar", jar()));
        command.addAll(arguments);
        return new LbProcess(file, launch(file.directory(), Map.of(), command));
    }

    private static String jar() {
        String jar = System.getProperty("lb.jar");
        if (jar == null) {
            throw new AssertionError("run with -Dlb.jar=build/lb.jar, as ./build.sh test does");
        }
        return Path.of(jar).toAbsolutePath().toString();
    }

    private static Process launch(Path directory, Map<String, String> variables,
            List<String> arguments) {
        List<String> command = new ArrayList<>(arguments);
        Stream.of(System.getProperty("lb.flags", "").split(" ")).filter(flag -> !flag.isEmpty())
                .forEach(command::addFirst);
        Path archive = Path.of(System.getProperty("lb.archive", "none")).toAbsolutePath();
        if (Files.exists(archive)) {
            command.addFirst((archive.toString().endsWith(".aot") ? "-XX:AOTCache="
                    : "-XX:SharedArchiveFile=") + archive);
        }
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(variables);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread collect(InputStream stream, Lines lines) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add(" [" + e.getMessage() + "]");
            }
        });
    }

    /** The port of the first listener, once lb has said it. */
    public int port() {
        Eventually.await(() -> err.find(LISTENING) != null || !process.isAlive(), PATIENCE,
                () -> "listening; it said\n" + err);
        if (err.find(LISTENING) == null) {
            awaitExit();
            throw new AssertionError("it ended with " + process.exitValue() + " and said\n" + err);
        }
        return Integer.parseInt(err.find(LISTENING).group(1));
    }

    /** The port of the listener for HTTPS, once lb listens. */
    public int securePort() {
        return portIn(SECURE);
    }

    /** A request to the admin listener, which {@code admin = 127.0.0.1:0} switches on. */
    public Call admin(String method, String path) {
        return new Call(portIn(DASHBOARD), method, path);
    }

    private int portIn(Pattern line) {
        Eventually.await("a line like " + line, () -> err.find(line) != null);
        return Integer.parseInt(err.find(line).group(1));
    }

    /** Puts another file in the place of its own at one stroke. */
    public void replace(String file) {
        try {
            text.replace(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request to the first listener. */
    public Call call(String method, String target) {
        return new Call(port(), method, target);
    }

    /** A GET to the first listener. */
    public Call get(String target) {
        return call("GET", target);
    }

    /** A connection to the first listener. */
    public RawClient connect() {
        return RawClient.connect(port());
    }

    /** Lines of standard output. */
    public Lines out() {
        return out;
    }

    /** Lines of standard error. */
    public Lines err() {
        return err;
    }

    /** The process id, to look at what the process uses. */
    public long pid() {
        return process.pid();
    }

    /** Bytes of heap that are reachable: with garbage it would be a matter of the moment. */
    public long reachableBytes() {
        try {
            String told = Tool.run(Path.of(System.getProperty("java.home"), "bin",
                    "jcmd").toString(), Long.toString(pid()), "GC.class_histogram").said();
            return REACHABLE.matcher(told).results()
                    .mapToLong(total -> Long.parseLong(total.group(1))).findFirst()
                    .orElseThrow(() -> new AssertionError("no total in\n" + told));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.toHandle().destroy(); // Process.destroy would close what we still want to read.
    }

    /** Sends SIGTERM and waits for the end; the exit code. */
    public int stop() {
        terminate();
        return awaitExit();
    }

    /** Waits until it ends by itself and all it wrote is here; the exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running; it said\n" + err);
            }
            for (Thread reader : readers) {
                reader.join();
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it at once. */
    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
        text.close();
    }
}
