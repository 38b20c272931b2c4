package lb.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/**
 * A test told as a configuration: servers with names, a file that calls them by {@code ${name}},
 * requests, and what came of them. All that a test started is closed after it.
 *
 * <pre>{@code
 * class BalancingTest extends Scenario {
 *     @Test void sharesEvenly() {
 *         backend("a");
 *         backend("b");
 *         start("pool.web.servers = ${a}, ${b}");
 *         assertEquals("a: 10, b: 10", get("/").times(20).byServer());
 *     }
 * }
 * }</pre>
 */
public abstract class Scenario {
    private final Deque<AutoCloseable> started = new ArrayDeque<>(); // Last one first.
    private final Map<String, String> variables = new HashMap<>();
    private Lb lb;

    /** A server that answers 200 with its name. */
    protected final Backend backend(String name) {
        Backend backend = closeLater(Backend.start(name));
        variables.put(name, backend.address());
        return backend;
    }

    /** A server that does what its script says. */
    protected final RawServer rawServer(String name) {
        RawServer server = closeLater(RawServer.start(name));
        variables.put(name, server.address());
        return server;
    }

    /** A server that refuses connections until it is restarted; nobody else gets its port. */
    protected final Backend deadBackend(String name) {
        Backend backend = backend(name);
        backend.stop();
        return backend;
    }

    /** What {@code ${name}} stands for in files. */
    protected final void variable(String name, String value) {
        variables.put(name, value);
    }

    /** All variables: each server's address under its name. */
    protected final Map<String, String> variables() {
        return variables;
    }

    /** Starts lb in this process; what {@link #get} and its like talk to. */
    protected final Lb start(String text) {
        lb = closeLater(Lb.start(text, variables));
        return lb;
    }

    /** Starts lb as a process of its own. */
    protected final LbProcess startProcess(String text, String... jvmFlags) {
        return closeLater(LbProcess.start(text, variables, jvmFlags));
    }

    /** A GET to the lb started last. */
    protected final Call get(String target) {
        return lb.get(target);
    }

    /** A POST to the lb started last. */
    protected final Call post(String target, String body) {
        return lb.call("POST", target).body(body);
    }

    /** Any request to the lb started last. */
    protected final Call call(String method, String target) {
        return lb.call(method, target);
    }

    /** A connection to the lb started last. */
    protected final RawClient connect() {
        return closeLater(lb.connect());
    }

    /** Threads of the JDK's clients: one for all servers, and one for each that gave trouble. */
    protected static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("SelectorManager")).count();
    }

    /** Closes something after the test. */
    protected final <T extends AutoCloseable> T closeLater(T closeable) {
        started.push(closeable);
        return closeable;
    }

    @AfterEach
    final void closeAll() throws Exception {
        Exception first = null;
        for (AutoCloseable closeable : started) {
            try {
                closeable.close();
            } catch (Exception e) {
                first = first == null ? e : first; // The others must be closed all the same.
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
