package lb.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lb.balance.Settings;
import lb.config.Config;
import lb.config.Config.PoolConfig;
import lb.firewall.Firewall;
import lb.health.HealthChecker;
import lb.observe.Events;
import lb.pool.Balancer;
import lb.pool.Health;
import lb.pool.Outliers;
import lb.pool.Pool;
import lb.pool.PoolSettings;
import lb.pool.Server;
import lb.pool.ServerSpec;
import lb.pool.Sticky;
import lb.proxy.Pipeline;
import lb.proxy.ProxySettings;
import lb.proxy.Upstream;
import lb.route.Router;

/** Makes what lives out of what was written. */
final class Assembly {
    private final HealthChecker checker;
    private final Events events;

    Assembly(HealthChecker checker, Events events) {
        this.checker = checker;
        this.events = events;
    }

    /** Everything that serves requests; the checks of its servers have started. */
    Pipeline pipeline(Config config) {
        Map<String, Upstream> upstreams = new LinkedHashMap<>();
        for (PoolConfig pool : config.pools().values()) {
            upstreams.put(pool.name(), new Upstream(pool(pool), pool.responseTimeout(),
                    pool.idleTimeout(), pool.retry()));
        }
        return new Pipeline(settings(config), new Firewall(config.firewall()),
                new Router(config.routes()), upstreams);
    }

    private static ProxySettings settings(Config config) {
        return new ProxySettings(config.limits(), config.bodyTimeout(), config.trustedProxies(),
                config.encodedSlash(), config.forwarded(), config.via(), config.requestId());
    }

    private Pool pool(PoolConfig config) {
        List<Server> servers = config.servers().stream()
                .map(spec -> server(config, spec))
                .toList();
        Balancer balancer = config.algorithm()
                .create(Settings.of(config.hashKey(), config.hashBound()));
        return new Pool(config.name(), servers, balancer, settings(config), events,
                System::nanoTime);
    }

    private static PoolSettings settings(PoolConfig config) {
        Config.Outlier outlier = config.outlier();
        return new PoolSettings(
                new Outliers(outlier.failures(), outlier.window(), outlier.eject(), outlier.max()),
                config.slowStart(),
                config.sticky().map(sticky -> new Sticky(config.name(), sticky.cookie(),
                        sticky.maxAge(), sticky.sameSite(), sticky.secret())),
                config.queue(), config.queueTimeout());
    }

    private Server server(PoolConfig config, ServerSpec spec) {
        Health health = config.health()
                .map(check -> checker.watch(config.name(), spec, check))
                .orElseGet(Health::unchecked);
        return new Server(spec, health, () -> ServerClients.plain(config.connectTimeout()));
    }
}
