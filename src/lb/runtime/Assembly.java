package lb.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lb.balance.Settings;
import lb.config.Config;
import lb.config.Config.PoolConfig;
import lb.dns.Names;
import lb.firewall.Firewall;
import lb.health.HealthCheck;
import lb.health.HealthChecker;
import lb.observe.Events;
import lb.pool.Balancer;
import lb.pool.Health;
import lb.pool.Pool;
import lb.pool.Server;
import lb.pool.ServerSpec;
import lb.proxy.Pipeline;
import lb.proxy.Upstream;
import lb.route.Router;
import lb.runtime.ServerClients.Kind;

/**
 * Makes what lives out of what was written, and keeps what may stay when something else is written.
 * Used by one thread at a time.
 *
 * <p>In two steps: {@link #prepare} makes what is new, while everything goes on as before; {@link
 * #commit} puts it in the place of what was there.
 */
final class Assembly {
    private final HealthChecker checker;
    private final Names names;
    private final Events events;
    private Map<String, LivePool> pools = Map.of();
    private final ServerClients clients = new ServerClients();
    private Firewall firewall = new Firewall(List.of());

    Assembly(HealthChecker checker, Names names, Events events) {
        this.checker = checker;
        this.names = names;
        this.events = events;
    }

    /** The pools that serve, by name. */
    Map<String, LivePool> pools() {
        return pools;
    }

    /**
     * The members that pools are to have, by the pool's name. The servers that are new among them
     * are being checked from now on; nothing has changed for requests.
     *
     * @param found the servers behind the names in a pool
     */
    Map<String, List<Member>> prepare(Config config, Function<PoolConfig, List<ServerSpec>> found) {
        Map<String, List<Member>> members = new LinkedHashMap<>();
        for (PoolConfig pool : config.pools().values()) {
            LivePool before = pools.get(pool.name());
            List<ServerSpec> specs = specs(pool, found.apply(pool));
            boolean same = before != null && before.config().equals(pool)
                    && before.specs().equals(specs);
            members.put(pool.name(), same ? before.members()
                    : specs.stream().map(spec -> member(pool, spec, before)).toList());
        }
        return members;
    }

    /** What these members are other than those that serve: {@code pool web: + 10.0.0.3:8080}. */
    List<String> differences(Map<String, List<Member>> members) {
        List<String> differences = new ArrayList<>();
        members.forEach((name, after) -> {
            LivePool pool = pools.get(name);
            if (pool == null || pool.members() == after) {
                return;
            }
            List<String> changes = new ArrayList<>();
            after.stream().filter(member -> !pool.has(member.server()))
                    .forEach(member -> changes.add("+ " + member.server().name()));
            pool.members().stream()
                    .filter(old -> after.stream().noneMatch(now -> now.server() == old.server()))
                    .forEach(old -> changes.add("- " + old.server().name()));
            differences.add("pool " + name + ": " + (changes.isEmpty() ? "other weights"
                    : String.join(", ", changes)));
        });
        return differences;
    }

    /** The servers of the file, and those found that are not among them. */
    private static List<ServerSpec> specs(PoolConfig pool, List<ServerSpec> found) {
        Map<String, ServerSpec> specs = new LinkedHashMap<>();
        pool.servers().forEach(spec -> specs.put(spec.name(), spec));
        found.forEach(spec -> specs.putIfAbsent(spec.name(), spec));
        return List.copyOf(specs.values());
    }

    private Member member(PoolConfig pool, ServerSpec spec, LivePool before) {
        Optional<Member> same = before == null ? Optional.empty() : before.member(spec);
        Health health = health(pool, spec, same);
        Server server = same.map(Member::server).orElseGet(() -> server(pool, spec, health));
        return new Member(server, spec, pool.health(), health);
    }

    private Server server(PoolConfig pool, ServerSpec spec, Health health) {
        Kind kind = Kind.of(pool, spec);
        Server server = new Server(spec, names.get(spec.host()), health, clients.maker(kind));
        clients.share(server, kind);
        return server;
    }

    private Health health(PoolConfig pool, ServerSpec spec, Optional<Member> before) {
        if (pool.health().isEmpty()) {
            return before.filter(member -> member.check().isEmpty()).map(Member::health)
                    .orElseGet(Health::unchecked);
        }
        HealthCheck check = pool.health().get();
        return before.isEmpty() ? checker.watch(pool.name(), spec, check)
                : checker.watch(pool.name(), spec, check, before.get().health().snapshot());
    }

    /**
     * Puts prepared members into their pools.
     *
     * @param left takes what is not used any more by requests that begin once the pipeline that
     *     this returns is in force
     */
    Pipeline commit(Config config, Map<String, List<Member>> members, Leftovers left) {
        Map<String, LivePool> before = pools;
        Map<String, LivePool> after = new LinkedHashMap<>();
        for (PoolConfig pool : config.pools().values()) {
            after.put(pool.name(),
                    commit(pool, members.get(pool.name()), before.get(pool.name()), left));
        }
        pools = after;
        before.forEach((name, pool) -> leave(pool, after.get(name), left));
        names.retain(hosts());
        clients.retain(kinds(), left);
        Map<String, Upstream> upstreams = new LinkedHashMap<>();
        after.forEach((name, pool) -> upstreams.put(name, pool.upstream()));
        return new Pipeline(config.proxySettings(), firewall(config), new Router(config.routes()),
                upstreams);
    }

    private Set<Kind> kinds() {
        return pools.values().stream().flatMap(pool -> pool.specs().stream()
                .map(spec -> Kind.of(pool.config(), spec))).collect(Collectors.toSet());
    }

    /**
     * A pipeline that serves nobody: none of its servers is checked, so all are up.
     *
     * @param found the servers behind the names in a pool
     */
    static Pipeline dry(Config config, Function<PoolConfig, List<ServerSpec>> found) {
        Map<String, Upstream> upstreams = new LinkedHashMap<>();
        for (PoolConfig pool : config.pools().values()) {
            List<Server> servers = specs(pool, found.apply(pool)).stream()
                    .map(spec -> new Server(spec, Health.unchecked(), () -> {
                        throw new IllegalStateException("a dry run sends nothing");
                    })).toList();
            upstreams.put(pool.name(), upstream(pool, new Pool(pool.name(), servers,
                    balancer(pool), pool.settings(), Events.NONE, System::nanoTime)));
        }
        return new Pipeline(config.proxySettings(), new Firewall(config.firewall()),
                new Router(config.routes()), upstreams);
    }

    /** With the counts of limits that stay. */
    private Firewall firewall(Config config) {
        Firewall next = new Firewall(config.firewall());
        next.takeOver(firewall);
        firewall = next;
        return next;
    }

    private LivePool commit(PoolConfig pool, List<Member> members, LivePool before,
            Leftovers left) {
        if (before != null && members == before.members() && pool.equals(before.config())) {
            return before;
        }
        if (before != null) {
            members.forEach(member -> changeClient(pool, member, before, left));
        }
        List<Server> servers = members.stream().map(Member::server).toList();
        Upstream upstream = before == null ? upstream(pool, new Pool(pool.name(), servers,
                balancer(pool), pool.settings(), events, System::nanoTime))
                : changed(before, pool, members, servers);
        return new LivePool(pool, upstream, members);
    }

    private void changeClient(PoolConfig pool, Member member, LivePool before, Leftovers left) {
        Kind kind = Kind.of(pool, member.spec());
        before.member(member.spec()).filter(
                old -> !Kind.of(before.config(), old.spec()).equals(kind)).ifPresent(old -> {
                    member.server().useClient(clients.maker(kind))
                            .ifPresent(own -> left.client(own::shutdownNow));
                    clients.share(member.server(), kind);
                });
    }

    /** The pool stays, and so does its balancer if it is to choose in the same way. */
    private static Upstream changed(LivePool before, PoolConfig after, List<Member> members,
            List<Server> servers) {
        PoolConfig config = before.config();
        Pool pool = before.upstream().pool();
        boolean alike = config.algorithm() == after.algorithm()
                && config.hashKey().equals(after.hashKey())
                && config.hashBound().equals(after.hashBound());
        pool.replace(servers, alike ? pool.balancer() : balancer(after), after.settings(),
                () -> members.forEach(
                        member -> member.server().become(member.spec(), member.health())));
        boolean same = config.responseTimeout().equals(after.responseTimeout())
                && config.idleTimeout().equals(after.idleTimeout())
                && config.retry().equals(after.retry());
        return same ? before.upstream() : upstream(after, pool);
    }

    private static Balancer balancer(PoolConfig pool) {
        return pool.algorithm().create(Settings.of(pool.hashKey(), pool.hashBound()));
    }

    private static Upstream upstream(PoolConfig config, Pool pool) {
        return new Upstream(pool, config.responseTimeout(), config.idleTimeout(), config.retry());
    }

    /** Ends the checks that a pool had, unless it is as it was, and leaves what it has lost. */
    private void leave(LivePool before, LivePool after, Leftovers left) {
        if (after == before) {
            return;
        }
        for (Member member : before.members()) {
            member.check().ifPresent(
                    check -> checker.unwatch(before.config().name(), member.spec(), check));
            if (after == null || !after.has(member.server())) {
                left.server(member.server());
            }
        }
        if (after == null) {
            left.pool(before.upstream().pool());
        }
    }

    private Set<String> hosts() {
        return pools.values().stream().flatMap(pool -> pool.specs().stream())
                .map(ServerSpec::host).collect(Collectors.toSet());
    }

    /** Ends everything at once. */
    void close() {
        List<Server> servers = new ArrayList<>();
        pools.values().forEach(pool -> servers.addAll(pool.servers()));
        servers.forEach(Server::close);
        clients.close();
    }
}
