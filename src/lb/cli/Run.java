package lb.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import lb.config.Config;
import lb.observe.Events;
import lb.runtime.LoadBalancer;

/** Serves until it is told to stop. */
final class Run {
    private static final AtomicReference<LoadBalancer> RUNNING = new AtomicReference<>();
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    private Run() {}

    static int execute(List<String> arguments, Console console) {
        Optional<Config> config = Loading.load(Loading.file(arguments), console);
        if (config.isEmpty()) {
            return ExitCode.BAD_INPUT;
        }
        Optional<LoadBalancer> lb = start(config.get(), console);
        return lb.isEmpty() ? ExitCode.FAILED : serve(lb.get());
    }

    /** Starts; empty when that failed, which has been told. */
    static Optional<LoadBalancer> start(Config config, Console console) {
        Runtime.getRuntime().addShutdownHook(new Thread(Run::stop, "stop"));
        try {
            LoadBalancer lb = LoadBalancer.start(config, new Events(console.err()));
            RUNNING.set(lb);
            return Optional.of(lb);
        } catch (IOException | UncheckedIOException e) {
            console.err().println(e.getMessage());
            return Optional.empty();
        } finally {
            FAILED.set(RUNNING.get() == null);
        }
    }

    /** Serves until SIGTERM or SIGINT ends the process. */
    static int serve(LoadBalancer lb) {
        try {
            new CountDownLatch(1).await(); // All work is done by other threads.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lb.drain();
        }
        return ExitCode.WELL;
    }

    private static void stop() {
        if (FAILED.get()) {
            return;
        }
        LoadBalancer lb = RUNNING.get();
        if (lb != null) { // Else it is still starting, and nothing is in flight.
            lb.drain();
        }
        // After a signal the JVM would end with 128 plus its number, which supervisors take for a
        // crash; but this end is the one that was asked for.
        Runtime.getRuntime().halt(ExitCode.WELL);
    }
}
