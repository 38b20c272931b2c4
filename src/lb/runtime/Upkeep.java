package lb.runtime;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lb.pool.Pool;

/**
 * Tells the pools that time passes, ten times a second: ejections end and starting servers get more
 * weight without a request having to look at a clock for it.
 */
final class Upkeep implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("upkeep").unstarted(task));

    /** Starts. */
    Upkeep(Supplier<List<Pool>> pools) {
        timer.scheduleAtFixedRate(() -> pools.get().forEach(Pool::tick), PERIOD_MILLIS,
                PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Ends. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
