package lb.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lb.http.IpLiteral;
import lb.observe.Events;

/**
 * The hosts of all servers, looked up in the background: when they are first asked for and every
 * ten seconds from then on. Safe for many threads.
 */
public final class Names implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(10);

    /** So many names can be stuck in look-ups before others have to wait. */
    private static final int THREADS = 32;

    /** Where addresses come from: the system, but for tests. */
    interface Source {
        List<InetAddress> find(String host) throws UnknownHostException;
    }

    private final Events events;
    private final Source source;
    private final Map<String, Name> names = new ConcurrentHashMap<>();
    private final Executor threads = threads();
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("names-timer").factory());

    /** Names that the system resolves; changes and failures go to {@code events}. */
    public Names(Events events) {
        this(events, InetAddresses::ofSystem, PERIOD);
    }

    Names(Events events, Source source, Duration period) {
        this.events = events;
        this.source = source;
        timer.scheduleWithFixedDelay(() -> names.values().forEach(Name::lookUp),
                period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Idle threads end by themselves. */
    private static Executor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("name-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * A host, kept up to date from now on; an address is itself for ever.
     *
     * @param host a name or an address, IPv6 without brackets
     */
    public Name get(String host) {
        return IpLiteral.parse(host).isPresent() ? Name.fixed(host)
                : names.computeIfAbsent(host, name -> Name.unknown(name, this));
    }

    /** Keeps no other hosts up to date than these; what others were known for stays with them. */
    public void retain(Set<String> hosts) {
        names.keySet().retainAll(hosts);
    }

    /** Looks up what is not known yet, and waits for it at most this long. */
    public void await(Duration atMost) throws InterruptedException {
        CompletableFuture<?>[] all = names.values().stream()
                .map(Name::known).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return; // Logged by the name itself, or still under way.
        }
    }

    void find(Name name, CompletableFuture<Void> lookUp) {
        threads.execute(() -> {
            try {
                name.found(source.find(name.host()), lookUp);
            } catch (UnknownHostException | RuntimeException e) {
                name.failed(e, lookUp);
            }
        });
    }

    Events events() {
        return events;
    }

    /** Looks nothing up any more by itself. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
