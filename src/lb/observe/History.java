package lb.observe;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at {@link Metrics} once a second and keeps the last minutes, for pictures of them. */
public final class History implements AutoCloseable {
    /** Stands for nothing seen. */
    private static final Series EMPTY = new Series();

    private final Metrics metrics;
    private final Map<String, Series> series = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("history").unstarted(task));
    private volatile Instant end = Instant.now();

    /** Starts looking. */
    public History(Metrics metrics) {
        this.metrics = metrics;
        timer.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
    }

    private void sample() {
        Map<String, Counts> now = new HashMap<>();
        now.put(key("", ""), metrics.all().counts());
        metrics.routes((route, pool, traffic) -> {
            if (!pool.isEmpty()) {
                now.merge(key(pool, ""), traffic.counts(), Counts::plus);
            }
        });
        metrics.servers((pool, server, traffic) -> now.put(key(pool, server), traffic.counts()));
        series.keySet().retainAll(Set.copyOf(now.keySet()));
        now.forEach((key, counts) ->
                series.computeIfAbsent(key, any -> new Series()).sample(counts));
        end = Instant.now();
    }

    private static String key(String pool, String server) {
        return pool + " " + server; // Neither has a blank in it.
    }

    /** Of all requests. */
    public Series all() {
        return of("", "");
    }

    /** Of the requests to a pool, however they ended. */
    public Series pool(String pool) {
        return of(pool, "");
    }

    /** Of the requests that a server was the last to be tried for. */
    public Series server(String pool, String server) {
        return of(pool, server);
    }

    private Series of(String pool, String server) {
        return series.getOrDefault(key(pool, server), EMPTY);
    }

    /** When it last looked. */
    public Instant end() {
        return end;
    }

    /** Stops looking. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
