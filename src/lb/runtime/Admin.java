package lb.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.admin.Access;
import lb.admin.AdminHandler;
import lb.admin.Overview;
import lb.admin.Overview.Listening;
import lb.admin.Overview.Phase;
import lb.admin.Overview.PoolView;
import lb.admin.Reloaded;
import lb.admin.Running;
import lb.config.Config;
import lb.config.Config.PoolConfig;
import lb.observe.Events;
import lb.observe.History;
import lb.pool.Pool;
import lb.proxy.Pipeline;
import lb.proxy.Watchdog;

/** The admin listener, and what it is told about the running load balancer. */
final class Admin implements Running, AutoCloseable {
    /** For a request to arrive, its body included: strangers may not hold a thread for longer. */
    private static final Duration ARRIVAL = Duration.ofSeconds(5);
    /** From then on, until the answer is taken. A reload may take a while. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final LoadBalancer lb;
    private final Events events;
    private final Listeners listeners;
    private final History history;
    private final Instant started = Instant.now();
    private volatile Phase phase = Phase.STARTING;

    Admin(LoadBalancer lb, Watchdog watchdog, Events events) {
        this.lb = lb;
        this.events = events;
        history = new History(lb.metrics());
        AdminHandler handler = new AdminHandler(this, this::access, events,
                () -> Watchdog.allow(DEADLINE));
        listeners = new Listeners(handler, watchdog.guard(Threads.forAdmin(), () -> ARRIVAL,
                (requestLine, status, why) -> { }));
    }

    /** As {@link Listeners#prepare}; without a listener where the default cannot be had. */
    List<Listener> prepare(Config.Admin config) throws IOException {
        try {
            return listeners.prepare(config.address().stream()
                    .map(address -> new Endpoint(address, false)).toList());
        } catch (IOException e) {
            if (config.written()) {
                throw e;
            }
            events.warn("no dashboard: " + e.getMessage() + "; write admin = 127.0.0.1:PORT");
            return List.of();
        }
    }

    /** As {@link Listeners#cancel}. */
    void cancel(List<Listener> prepared) {
        listeners.cancel(prepared);
    }

    /** As {@link Listeners#commit}. */
    void commit(List<Listener> prepared) {
        listeners.commit(prepared, DEADLINE);
    }

    /** Its address, as bound; empty when there is none. */
    Optional<InetSocketAddress> address() {
        return listeners.addresses().stream().findFirst();
    }

    /** From now on it tells that this is what lb is about. */
    void phase(Phase now) {
        phase = now;
    }

    private Access access() {
        Config.Admin config = lb.config().admin();
        return new Access(config.address().map(InetSocketAddress::getHostString).orElse(""),
                config.token());
    }

    @Override
    public Overview overview() {
        Config config = lb.config();
        Pipeline pipeline = lb.pipeline();
        return new Overview(version(), started, phase, config.file().toString(), lb.loaded(),
                lb.inFlight(), config.admin().ready(),
                lb.listening().stream().map(listener -> new Listening(listener.scheme(),
                        listener.address())).toList(),
                pipeline.firewall(), pipeline.router().routes(),
                pipeline.upstreams().values().stream()
                        .map(upstream -> view(upstream.pool(), config)).toList(),
                lb.metrics(), history, lb.totals());
    }

    /** In the very moment of a reload, a pool may be in the pipeline and not in the file. */
    private static PoolView view(Pool pool, Config config) {
        Optional<PoolConfig> written = Optional.ofNullable(config.pools().get(pool.name()));
        return new PoolView(pool, written.map(is -> is.algorithm().label()).orElse(""),
                written.map(PoolConfig::queue).orElse(0));
    }

    /** The version in the jar's manifest; {@code unpacked} when this runs without a jar. */
    private static String version() {
        String number = Admin.class.getPackage().getImplementationVersion();
        return number == null ? "unpacked" : number;
    }

    @Override
    public Reloaded reload() {
        return switch (lb.reload()) {
            case Reload.Applied applied ->
                new Reloaded(applied.differences(), applied.notChangeable(), List.of());
            case Reload.Unchanged unchanged -> new Reloaded(List.of(), List.of(), List.of());
            case Reload.Refused refused -> new Reloaded(List.of(), List.of(),
                    refused.problems().stream().map(problem -> new Reloaded.Problem(problem.line(),
                            problem.written(), problem.remedy(), problem.warning())).toList());
        };
    }

    @Override
    public Map<String, Object> explain(Map<?, ?> question) {
        return lb.explain(Questions.of(question)).toJson();
    }

    /** Ends at once. */
    @Override
    public void close() {
        listeners.close();
        history.close();
    }
}
