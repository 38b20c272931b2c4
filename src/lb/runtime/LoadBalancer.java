package lb.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import lb.admin.Overview.Phase;
import lb.admin.Overview.Totals;
import lb.config.Config;
import lb.config.Problem;
import lb.dns.Dns;
import lb.dns.Names;
import lb.explain.Explainer;
import lb.explain.Explanation;
import lb.health.HealthChecker;
import lb.match.Regex;
import lb.observe.AccessLog;
import lb.observe.Events;
import lb.observe.Metrics;
import lb.pool.Pool;
import lb.pool.Server;
import lb.proxy.Pipeline;
import lb.proxy.ProxyHandler;
import lb.proxy.Question;
import lb.proxy.Upstream;
import lb.proxy.Watchdog;
import lb.route.RouteAction;
import lb.runtime.Reload.Applied;
import lb.runtime.Reload.Refused;
import lb.runtime.Reload.Unchanged;
import lb.tls.ClientTls;

/** A running load balancer: the only class that knows all the others. Safe for many threads. */
public final class LoadBalancer implements AutoCloseable {
    /** How long to wait for name servers when something new is to be looked up. */
    private static final Duration LOOK_UP = Duration.ofSeconds(1);

    private final Config started;
    private final Events events;
    private final Watchdog watchdog = new Watchdog();
    private final Metrics metrics = new Metrics();
    private final ClientTls tls = new ClientTls();
    private final Certificates certificates;
    private final Names names;
    private final HealthChecker checker;
    private final Discoverer discoverer;
    private final Assembly assembly;
    private final Upkeep upkeep;
    private final ProxyHandler handler;
    private final Listeners listeners;
    private final Reloader reloader;
    private final Admin admin;
    private final Set<Leftovers> leftovers = ConcurrentHashMap.newKeySet();
    // Written at the start, then by the reloader alone:
    private volatile Config config;
    private volatile AccessLog accessLog;
    private volatile Pipeline pipeline;
    private volatile Explainer explainer; // Null until the first configuration is in force.
    private volatile Instant loaded = Instant.now();
    private volatile Capacity capacity; // Null until the listeners are open.

    private LoadBalancer(Config config, Map<String, String> environment, Events events) {
        this.started = config;
        this.config = config;
        this.events = events;
        accessLog = new AccessLog(config.log().target(), config.log().format(), events, metrics);
        names = new Names(events);
        checker = new HealthChecker(events, names);
        reloader = new Reloader(config.file(), environment, this::apply, events);
        certificates = new Certificates(tls, reloader::change, events);
        discoverer = new Discoverer(Dns.ofSystem(), events,
                () -> reloader.change(this::rediscover));
        assembly = new Assembly(checker, names, events);
        pipeline = assembly.commit(config, assembly.prepare(config, discoverer::found),
                new Leftovers());
        upkeep = new Upkeep(this::pools);
        handler = new ProxyHandler(pipeline, accessLog, events, tls::isMisdirected);
        listeners = new Listeners(handler, watchdog.guard(
                Threads.forExchanges(),
                () -> this.config.requestTimeout(), handler), tls);
        admin = new Admin(this, watchdog, events);
    }

    /** Starts with the variables of this process's environment. */
    public static LoadBalancer start(Config config, Events events) throws IOException {
        return start(config, System.getenv(), events);
    }

    /**
     * Opens listeners, finds servers, checks every one of them once, and serves.
     *
     * @param environment what {@code ${NAME}} stands for when the file is read again
     * @throws IOException naming the address, when one cannot be listened on; nothing is left open
     */
    public static LoadBalancer start(Config config, Map<String, String> environment,
            Events events) throws IOException {
        JdkSettings.apply(config);
        JdkMessages.to(events);
        JdkSettings.check();
        Regex.onGivingUp(events::warn);
        LoadBalancer lb = new LoadBalancer(config, environment, events);
        try {
            lb.admin.commit(lb.admin.prepare(config.admin())); // Tells that lb is not ready yet.
            List<Listener> opened = lb.listeners.prepare(Endpoint.of(config));
            lb.reloader.changeNow(() -> lb.certificates.use(config));
            // Nothing is served yet, so name servers are given time.
            lb.reloader.changeNow(
                    () -> lb.take(config, lb.accessLog, LOOK_UP.multipliedBy(5)));
            lb.listeners.commit(opened, Duration.ZERO);
            lb.admin.phase(Phase.SERVING);
        } catch (IOException | RuntimeException e) {
            lb.close();
            throw e;
        }
        lb.capacity = lb.watchCapacity();
        StartLog.write(config, lb.pipeline, lb.listening(), lb.adminAddress(), events);
        lb.reloader.watch(config);
        return lb;
    }

    private Capacity watchCapacity() {
        return new Capacity(() -> addresses().stream().map(InetSocketAddress::getPort)
                .collect(Collectors.toSet()),
                FileLimit.connections(config.maxConnections(), addresses().size())
                        * addresses().size(), handler::shed, events);
    }

    /** Waits until the new servers are known and checked, at most as long as a check may take. */
    private void awaitServers(Config config) {
        Duration longest = config.pools().values().stream()
                .flatMap(pool -> pool.health().stream())
                .map(check -> check.timeout())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        try {
            if (config.pools().values().stream().anyMatch(pool -> pool.health().isEmpty())) {
                names.await(LOOK_UP); // No check does it for us.
            }
            checker.awaitFirstRound(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Reads the file again and puts it in force, as it also happens by itself when it changes and
     * {@code reload} is on. Waits until that is done; no request is dropped or fails for it.
     */
    public Reload reload() {
        return reloader.reload();
    }

    private Reload apply(Config next) {
        List<String> differences = config.changesTo(next);
        if (differences.isEmpty()) {
            return new Unchanged();
        }
        List<Listener> opened = List.of();
        List<Listener> openedAdmin = List.of();
        AccessLog log;
        try { // First all that can fail.
            opened = listeners.prepare(Endpoint.of(next));
            openedAdmin = admin.prepare(next.admin());
            log = next.log().equals(config.log()) ? accessLog
                    : new AccessLog(next.log().target(), next.log().format(), events, metrics);
        } catch (IOException | UncheckedIOException e) {
            listeners.cancel(opened);
            admin.cancel(openedAdmin);
            return new Refused(List.of(
                    new Problem(next.file().toString(), 0, "", e.getMessage(), false)));
        }
        take(next, log, LOOK_UP);
        certificates.use(next);
        loaded = Instant.now();
        listeners.commit(opened, next.drainTimeout());
        admin.commit(openedAdmin);
        return new Applied(differences, JdkSettings.notChangeable(started, next));
    }

    /**
     * Finds and checks the servers of a configuration, then serves with it.
     *
     * @param atMost how long to wait for the servers behind names that are new
     */
    private void take(Config next, AccessLog log, Duration atMost) {
        discoverer.follow(next);
        try {
            discoverer.await(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<String, List<Member>> members = assembly.prepare(next, discoverer::found);
        awaitServers(next);
        swap(next, members, log);
    }

    /** Takes in that a name has other servers behind it than before. */
    private void rediscover() {
        Map<String, List<Member>> members = assembly.prepare(config, discoverer::found);
        List<String> differences = assembly.differences(members);
        if (!differences.isEmpty()) {
            awaitServers(config);
            swap(config, members, accessLog);
            differences.forEach(events::info);
        }
    }

    /** Serves from now on with this; what was before it ends when nobody needs it any more. */
    private void swap(Config next, Map<String, List<Member>> members, AccessLog log) {
        Leftovers left = new Leftovers();
        pipeline = assembly.commit(next, members, left);
        if (log != accessLog) {
            left.log(accessLog);
            accessLog = log;
        }
        IntSupplier users = handler.use(pipeline, log); // Here it happens, at one stroke.
        config = next;
        follow();
        explainer = new Explainer(next, pipeline, "servers as they are now");
        if (!left.isEmpty()) {
            leftovers.add(left);
            Thread.ofVirtual().name("leftovers").start(() -> {
                left.drain(users, next.drainTimeout(), events);
                leftovers.remove(left);
            });
        }
    }

    /** Counts under the names that there are now. */
    private void follow() {
        Map<String, Set<String>> routes = new HashMap<>();
        pipeline.router().routes().forEach(route -> routes.put(route.name(),
                route.action() instanceof RouteAction.ToPool toPool ? toPool.weights().keySet()
                        : Set.of("")));
        metrics.follow(routes, pools().stream().collect(Collectors.toMap(Pool::name,
                pool -> pool.servers().stream().map(Server::name).collect(Collectors.toSet()))));
    }

    /** The listeners that are open. */
    List<Listener> listening() {
        return listeners.open();
    }

    /** The addresses listened on, as bound: plain ones first, in the order of the file. */
    public List<InetSocketAddress> addresses() {
        return listeners.addresses();
    }

    /** The admin listener's address, as bound; empty when there is none. */
    public Optional<InetSocketAddress> adminAddress() {
        return admin.address();
    }

    /** What is counted about lb itself. */
    Totals totals() {
        Capacity looks = capacity;
        return new Totals(reloader.applied(), reloader.refused(), accessLog.dropped(),
                looks == null ? -1 : looks.connections());
    }

    /** What is counted of requests. */
    Metrics metrics() {
        return metrics;
    }

    /** What would become of a request now, and why; nothing is sent and nothing counted. */
    public Explanation explain(Question question) {
        return explainer.explain(question);
    }

    /** The configuration in force. */
    Config config() {
        return config;
    }

    /** When that was put in force. */
    Instant loaded() {
        return loaded;
    }

    /** What serves requests. */
    Pipeline pipeline() {
        return pipeline;
    }

    /** Requests being served. */
    int inFlight() {
        return handler.inFlight();
    }

    /** The pools as of now, in the file's order. */
    public List<Pool> pools() {
        return pipeline.upstreams().values().stream().map(Upstream::pool).toList();
    }

    /** Refuses new connections, finishes what is in flight for {@code timeout.drain}, and ends. */
    public void drain() {
        events.info("draining: " + handler.inFlight() + " requests in flight");
        reloader.close();
        admin.phase(Phase.DRAINING);
        handler.drain();
        listeners.retire(config.drainTimeout());
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
        reloader.close();
        certificates.close();
        listeners.close();
        admin.close();
        discoverer.close();
        checker.close();
        names.close();
        if (capacity != null) {
            capacity.close();
        }
        upkeep.close();
        assembly.close();
        leftovers.forEach(Leftovers::close);
        watchdog.close();
        accessLog.close();
    }
}
