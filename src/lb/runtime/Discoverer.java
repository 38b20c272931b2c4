package lb.runtime;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lb.config.Config;
import lb.config.Config.PoolConfig;
import lb.dns.Dns;
import lb.observe.Events;
import lb.pool.Discovery;
import lb.pool.ServerSpec;

/**
 * Looks up, in the background and again and again, the names behind which pools find servers, and
 * tells when others are there. Safe for many threads.
 */
final class Discoverer implements AutoCloseable {
    /** One name of one pool. */
    private record Key(String pool, Discovery discovery) {}

    private final Dns dns;
    private final Events events;
    private final Runnable onChange;
    private final Map<Key, Search> searches = new ConcurrentHashMap<>();
    // A look-up that ends after close() has nothing to schedule: discard it without a word.
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("discovery-timer").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * A discoverer that knows no name yet.
     *
     * @param onChange run when a name has other servers than before; it must be quick
     */
    Discoverer(Dns dns, Events events, Runnable onChange) {
        this.dns = dns;
        this.events = events;
        this.onChange = onChange;
    }

    /** Looks up the names of this configuration from now on, and no others. */
    void follow(Config config) {
        Set<Key> wanted = new HashSet<>();
        for (PoolConfig pool : config.pools().values()) {
            pool.discoveries().forEach(discovery -> {
                Key key = new Key(pool.name(), discovery);
                wanted.add(key);
                follow(key, pool.refresh());
            });
        }
        searches.keySet().retainAll(wanted);
    }

    private void follow(Key key, Duration refresh) {
        Search fresh = new Search(key.pool, key.discovery, events);
        Search known = searches.putIfAbsent(key, fresh);
        (known == null ? fresh : known).refresh(refresh);
        if (known == null) {
            lookUp(key, fresh);
        }
    }

    /** Waits until every name has been looked up once, be it in vain, at most this long. */
    void await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (Search search : List.copyOf(searches.values())) {
            search.awaitFirst(end - System.nanoTime());
        }
    }

    /** The servers behind the names of a pool, as of the last look-ups that succeeded. */
    List<ServerSpec> found(PoolConfig pool) {
        return pool.discoveries().stream()
                .flatMap(discovery -> found(pool.name(), discovery)
                        .map(server -> discovery.secured(server, pool.tls())))
                .toList();
    }

    private Stream<ServerSpec> found(String pool, Discovery discovery) {
        Search search = searches.get(new Key(pool, discovery));
        return search == null ? Stream.empty() : search.found().stream();
    }

    /** On a platform thread, since the system's resolver may hold its thread for seconds. */
    private void lookUp(Key key, Search search) {
        Thread.ofPlatform().daemon().name("look-up " + key.discovery).start(() -> {
            if (searches.get(key) != search) {
                return; // Nobody wants to know any more.
            }
            try {
                if (search.lookUp(dns)) {
                    onChange.run();
                }
            } finally {
                timer.schedule(() -> lookUp(key, search), search.refresh().toNanos(),
                        TimeUnit.NANOSECONDS);
            }
        });
    }

    /** Looks nothing up any more. */
    @Override
    public void close() {
        searches.clear();
        timer.shutdownNow();
    }
}
