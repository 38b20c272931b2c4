package lb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.observe.Events;
import lb.pool.Server;
import lb.runtime.LoadBalancer;
import lb.runtime.Reload;

/**
 * A load balancer in this process, started from the text of a file. {@link ConfigText} says what is
 * added to the text; {@code ${a}} stands for the address of server {@code a}.
 *
 * <p>What the JDK's server reads once in a process (limits on connections and heads, idle times)
 * has its default here ({@link JvmSettings}): such settings are tested with {@link LbProcess}.
 */
public final class Lb implements AutoCloseable {
    static {
        JvmSettings.apply();
    }

    private final ConfigText text;
    private final Lines events = new Lines();
    private final LoadBalancer balancer;

    private Lb(String text, Map<String, String> variables) {
        this.text = new ConfigText(text);
        try {
            this.balancer = LoadBalancer.start(
                    ConfigFile.load(this.text.file(), variables), variables,
                    new Events(events.stream()));
        } catch (InvalidConfig e) {
            throw new AssertionError(e.problems().toString(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one. */
    public static Lb start(String text, Map<String, String> variables) {
        return new Lb(text, variables);
    }

    /** Writes the file in place; lb notices by itself. */
    public void write(String file) {
        try {
            text.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts another file in its place at one stroke. */
    public void replace(String file) {
        try {
            text.replace(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file. */
    public Path file() {
        return text.file();
    }

    /** Replaces the file and has it read at once; what came of it. */
    public Reload reload(String file) {
        write(file);
        return balancer.reload();
    }

    /** The port of the first listener. */
    public int port() {
        return port(0);
    }

    /** The port of a listener, counted from 0 in the file's order. */
    public int port(int listener) {
        return balancer.addresses().get(listener).getPort();
    }

    /** A request to the first listener. */
    public Call call(String method, String target) {
        return new Call(port(), method, target);
    }

    /** A request to a listener, counted from 0 in the file's order. */
    public Call call(int listener, String method, String target) {
        return new Call(port(listener), method, target);
    }

    /** A request to the admin listener, which {@code admin = 127.0.0.1:0} switches on. */
    public Call admin(String method, String path) {
        return new Call(adminPort(), method, path);
    }

    /** The port of the admin listener. */
    public int adminPort() {
        return balancer.adminAddress().orElseThrow().getPort();
    }

    /** A GET to the first listener. */
    public Call get(String target) {
        return call("GET", target);
    }

    /** A connection to the first listener. */
    public RawClient connect() {
        return RawClient.connect(port());
    }

    /** What lb has said about itself. */
    public Lines events() {
        return events;
    }

    /** The access log so far. */
    public List<String> accessLog() {
        try {
            return Files.exists(text.accessLog())
                    ? Files.readAllLines(text.accessLog()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the access log has so many lines; its lines. */
    public List<String> awaitAccessLog(int count) {
        Eventually.await(count + " lines in the access log", () -> accessLog().size() >= count);
        return accessLog();
    }

    /** The servers of all pools as of now, pool by pool. */
    public List<Server> servers() {
        return balancer.pools().stream().flatMap(pool -> pool.servers().stream()).toList();
    }

    /** The running load balancer. */
    public LoadBalancer balancer() {
        return balancer;
    }

    /** Ends it at once. */
    @Override
    public void close() {
        balancer.close();
        text.close();
    }
}
