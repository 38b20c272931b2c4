package lb.runtime;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import lb.config.Config;
import lb.health.HealthChecker;
import lb.match.Regex;
import lb.observe.AccessLog;
import lb.observe.Events;
import lb.pool.Pool;
import lb.pool.Server;
import lb.proxy.Pipeline;
import lb.proxy.ProxyHandler;
import lb.proxy.Upstream;
import lb.proxy.Watchdog;

/** A running load balancer: the only class that knows all the others. Safe for many threads. */
public final class LoadBalancer implements AutoCloseable {
    private static final int BACKLOG = 4096; // The system caps it at its own limit.

    private final Config config;
    private final Events events;
    private final AccessLog accessLog;
    private final Watchdog watchdog = new Watchdog();
    private final HealthChecker checker;
    private final Upkeep upkeep;
    private final Pipeline pipeline;
    private final ProxyHandler handler;
    private final List<HttpServer> listeners = new ArrayList<>();

    private LoadBalancer(Config config, Events events) {
        this.config = config;
        this.events = events;
        accessLog = new AccessLog(config.log().target(), config.log().format(), events);
        checker = new HealthChecker(events);
        pipeline = new Assembly(checker, events).pipeline(config);
        upkeep = new Upkeep(this::pools);
        handler = new ProxyHandler("http", pipeline, accessLog, events);
    }

    /**
     * Opens listeners, checks every server once, and serves.
     *
     * @throws IOException naming the address, when one cannot be listened on; nothing is left open
     */
    public static LoadBalancer start(Config config, Events events) throws IOException {
        JdkSettings.apply(config);
        JdkSettings.check();
        Regex.onGivingUp(events::warn);
        LoadBalancer lb = new LoadBalancer(config, events);
        try {
            lb.listen();
            lb.awaitHealth();
        } catch (IOException | RuntimeException e) {
            lb.close();
            throw e;
        }
        lb.listeners.forEach(HttpServer::start);
        StartLog.write(config, lb.pipeline, lb.addresses(), events);
        return lb;
    }

    /** The pools, in file order. */
    public List<Pool> pools() {
        return pipeline.upstreams().values().stream().map(Upstream::pool).toList();
    }

    private void listen() throws IOException {
        Executor threads = watchdog.guard(
                Threads.forExchanges(config.maxConnections()), config.requestTimeout(), handler);
        for (InetSocketAddress address : config.listen()) {
            HttpServer server = bind(address);
            server.createContext("/", handler);
            server.setExecutor(threads);
            listeners.add(server);
        }
    }

    private static HttpServer bind(InetSocketAddress address) throws IOException {
        InetSocketAddress resolved = address.isUnresolved()
                ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
        try {
            return HttpServer.create(resolved, BACKLOG);
        } catch (BindException e) {
            throw new IOException("cannot listen on " + address.getHostString() + ":"
                    + address.getPort() + ": " + e.getMessage(), e);
        }
    }

    private void awaitHealth() {
        Duration longest = config.pools().values().stream()
                .flatMap(pool -> pool.health().stream())
                .map(check -> check.timeout())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        try {
            checker.awaitFirstRound(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Whoever starts us wants us to stop already.
        }
    }

    /** The addresses listened on, as bound, in the order of the configuration. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream().map(HttpServer::getAddress).toList();
    }

    /** Refuses new connections, finishes what is in flight for {@code timeout.drain}, and ends. */
    public void drain() {
        events.info("draining: " + handler.inFlight() + " requests in flight");
        handler.drain();
        int seconds = (int) Math.max(1, config.drainTimeout().toSeconds() + 1);
        for (HttpServer listener : listeners) { // Waits; but closes the listener at once.
            Thread.ofPlatform().daemon().name("drain").start(() -> listener.stop(seconds));
        }
        long end = System.nanoTime() + config.drainTimeout().toNanos();
        while (handler.inFlight() > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(5_000_000);
        }
        int left = handler.inFlight();
        events.info(left == 0 ? "drained" : "timeout.drain is over: " + left + " requests cut off");
        close();
    }

    /** Ends at once; what is in flight is cut off. */
    @Override
    public void close() {
        listeners.forEach(listener -> listener.stop(0));
        checker.close();
        upkeep.close();
        for (Upstream upstream : pipeline.upstreams().values()) {
            upstream.pool().servers().forEach(Server::close);
        }
        watchdog.close();
        accessLog.close();
    }
}
