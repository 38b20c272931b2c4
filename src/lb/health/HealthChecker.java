package lb.health;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lb.dns.Names;
import lb.observe.Events;
import lb.pool.ClientBuilder;
import lb.pool.Health;
import lb.pool.ServerSpec;
import lb.tls.ServerTls;

/**
 * Checks servers in the background: a timer that only starts virtual threads, one check per
 * distinct server and settings however many pools name it. Safe for many threads.
 *
 * <p>The system property {@code jdk.httpclient.allowRestrictedHeaders} must hold {@code connection}
 * and {@code host} before the first {@code HttpClient} of the JVM is made.
 */
public final class HealthChecker implements AutoCloseable {
    /** The client's tasks are short and wait for nothing. */
    private static final int CLIENT_THREADS = 8;
    /** A session that is resumed does not show that the certificate has expired since. */
    private static final Duration NO_RESUMING = Duration.ofSeconds(1);

    /** What makes two checks the same. */
    private record Key(Optional<ServerTls> tls, String server, HealthCheck check) {
        static Key of(ServerSpec server, HealthCheck check) {
            return new Key(server.tls(), server.name(), check);
        }
    }

    private final Events events;
    private final Names names;
    private final Supplier<RandomGenerator> random;
    private final InstantSource clock;
    private final Map<Key, Watch> watches = new ConcurrentHashMap<>();
    private final Map<Optional<ServerTls>, HttpClient> clients = new HashMap<>(); // of the lock
    private final ReentrantLock lock = new ReentrantLock(); // guards what is watched
    private final Executor clientThreads = threads("health-client-", CLIENT_THREADS);
    private final ScheduledExecutorService timer = timer();

    /**
     * A checker that writes every change of a server's state to {@code events}.
     *
     * @param names where servers' hosts are looked up
     */
    public HealthChecker(Events events, Names names) {
        this(events, names, ThreadLocalRandom::current, InstantSource.system());
    }

    HealthChecker(Events events, Names names, Supplier<RandomGenerator> random,
            InstantSource clock) {
        this.events = events;
        this.names = names;
        this.random = random;
        this.clock = clock;
    }

    private static ScheduledExecutorService timer() {
        ThreadFactory daemon = Thread.ofPlatform().daemon().name("health-timer").factory();
        // A check that ends after close() has nothing to schedule: discard it without a word.
        return new ScheduledThreadPoolExecutor(1, daemon, new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Never shut down, for the client must be able to finish; idle threads end by themselves. */
    private static Executor threads(String name, int most) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name(name, 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Checks a server from now on, the first time at once.
     *
     * @param pool named in the log
     * @return its health, shared by all who asked for the same check of the same server
     */
    public Health watch(String pool, ServerSpec server, HealthCheck check) {
        return watch(pool, server, check, new Health(check.rise(), check.fall()));
    }

    /**
     * The same for a server that has been checked in another way until now: it stays what it was
     * until the first check of the new kind, which decides alone.
     *
     * @param before how it was by the checks until now
     */
    public Health watch(String pool, ServerSpec server, HealthCheck check,
            Health.Snapshot before) {
        return watch(pool, server, check, Health.after(before, check.rise(), check.fall()));
    }

    private Health watch(String pool, ServerSpec server, HealthCheck check, Health health) {
        lock.lock();
        try {
            Key key = Key.of(server, check);
            Watch known = watches.get(key);
            Watch watch = known != null ? known : newWatch(server, check, health);
            watch.addPool(pool);
            if (known == null) {
                watches.put(key, watch);
                schedule(watch, 0);
            }
            return watch.health();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes back one {@link #watch} with the same arguments; when it was the last for this server
     * and check, they end. To reload, watch what is new before taking back what is old: a server
     * in both stays as it is.
     */
    public void unwatch(String pool, ServerSpec server, HealthCheck check) {
        lock.lock();
        try {
            Key key = Key.of(server, check);
            Watch watch = watches.get(key);
            if (watch != null && watch.removePool(pool)) {
                watch.end();
                watches.remove(key);
                retireClient(server.tls());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Every certificate that is renewed brings a client of its own: ends what nobody needs. */
    private void retireClient(Optional<ServerTls> tls) {
        if (watches.keySet().stream().noneMatch(key -> key.tls.equals(tls))) {
            clients.remove(tls).shutdown();
        }
    }

    private Watch newWatch(ServerSpec server, HealthCheck check, Health health) {
        HttpClient client = clients.computeIfAbsent(server.tls(), this::client);
        Probe probe = new Probe(server, check, client, names.get(server.host()));
        return new Watch(server, check, probe, health, events, clock);
    }

    private HttpClient client(Optional<ServerTls> tls) {
        return ClientBuilder.of(tls, ClientBuilder.context(tls, NO_RESUMING))
                .executor(clientThreads).build();
    }

    private void schedule(Watch watch, long nanos) {
        timer.schedule(() -> Thread.ofVirtual().name("check " + watch.server())
                .start(() -> run(watch)), nanos, TimeUnit.NANOSECONDS);
    }

    private void run(Watch watch) {
        long began = System.nanoTime();
        try {
            watch.checkOnce();
        } catch (InterruptedException e) { // Nobody does; if somebody will, it means to stop.
            Thread.currentThread().interrupt();
            watch.end();
        } catch (RuntimeException | Error e) { // Out of a pool that listens; not to end the checks.
            events.fault("taking in a check of " + watch.server(), e);
        }
        if (!watch.isEnded()) {
            long spent = System.nanoTime() - began;
            long pause = jittered(watch.check().interval(), random.get()) - spent;
            schedule(watch, Math.max(0, pause));
        }
    }

    /**
     * Nanoseconds from one check to the next: within a tenth of the interval, lest all servers, and
     * all replicas of lb, keep step.
     */
    public static long jittered(Duration interval, RandomGenerator random) {
        return (long) (interval.toNanos() * (0.9 + 0.2 * random.nextDouble()));
    }

    /** Waits until something is known about every server, at most this long. */
    public void awaitFirstRound(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (Watch watch : List.copyOf(watches.values())) {
            if (!watch.health().isKnown()) {
                watch.first().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Ends all checks. */
    @Override
    public void close() {
        timer.shutdownNow();
        lock.lock();
        try {
            watches.values().forEach(Watch::end);
            clients.values().forEach(HttpClient::shutdownNow);
        } finally {
            lock.unlock();
        }
    }
}
