package lb.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import lb.config.Config;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.config.Problem;
import lb.observe.Events;
import lb.runtime.Reload.Applied;
import lb.runtime.Reload.Refused;
import lb.runtime.Reload.Unchanged;

/**
 * Reads the file again when it, or a file that it names, changes, and when asked to. Whatever
 * changes what runs does so on this one thread, so that no two changes meet. Safe for many threads.
 */
final class Reloader implements AutoCloseable {
    private final Path file;
    private final Map<String, String> environment;
    private final Function<Config, Reload> apply;
    private final Events events;
    private final LongAdder applied = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().daemon().name("reloader").unstarted(task));
    private FileWatch watch; // of the thread; null while nobody watches

    /**
     * A reloader that watches nothing yet.
     *
     * @param environment what {@code ${NAME}} stands for in the file
     * @param apply puts a configuration in force
     */
    Reloader(Path file, Map<String, String> environment, Function<Config, Reload> apply,
            Events events) {
        this.file = file;
        this.environment = environment;
        this.apply = apply;
        this.events = events;
    }

    /** Watches the files of this configuration from now on; or none, if it does not want that. */
    void watch(Config config) {
        change(() -> setWatch(config));
    }

    /** Reads the file and puts it in force; waits until that is done. */
    Reload reload() {
        try {
            return CompletableFuture.supplyAsync(this::load, thread).join();
        } catch (RejectedExecutionException e) {
            return new Refused(List.of(
                    new Problem(file.toString(), 0, "", "lb is being stopped", false)));
        }
    }

    /** Runs another change and waits until it is done. */
    void changeNow(Runnable change) {
        CompletableFuture.runAsync(change, thread).join();
    }

    /** Runs another change, soon; not at all once lb is being stopped. */
    void change(Runnable change) {
        try {
            thread.execute(() -> {
                try {
                    change.run();
                } catch (RuntimeException e) {
                    events.fault("a change of the servers", e);
                }
            });
        } catch (RejectedExecutionException e) {
            return; // Stopped.
        }
    }

    /** How many readings of the file have changed something. */
    long applied() {
        return applied.sum();
    }

    /** How many readings of the file have been refused. */
    long refused() {
        return refused.sum();
    }

    private Reload load() {
        Reload reload = loaded();
        switch (reload) {
            case Applied applied -> {
                this.applied.increment();
                events.info("reloaded " + file + ": " + String.join("; ", applied.differences()));
                applied.notChangeable().forEach(events::warn);
            }
            case Refused refused -> {
                this.refused.increment();
                refused.problems().forEach(
                        problem -> events.warn(problem.toString().replaceAll("\\n\\s*", " ")));
                events.warn(file + " is not applied; lb goes on as before");
            }
            case Unchanged unchanged -> { }
        }
        return reload;
    }

    private Reload loaded() {
        try {
            Config config = ConfigFile.load(file, environment);
            Reload reload = apply.apply(config);
            if (reload instanceof Applied) {
                setWatch(config);
            }
            return reload;
        } catch (InvalidConfig e) {
            return new Refused(e.problems());
        }
    }

    private void setWatch(Config config) {
        if (watch != null && config.reload() && watch.files().equals(config.files())) {
            return;
        }
        endWatch();
        if (config.reload()) {
            watch = new FileWatch(config.files(), this::reload);
        }
    }

    private void endWatch() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    /** Changes nothing any more; a change under way is finished, though not waited for. */
    @Override
    public void close() {
        change(this::endWatch);
        thread.shutdown();
    }
}
