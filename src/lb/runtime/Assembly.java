package lb.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lb.config.Config;
import lb.config.Config.PoolConfig;
import lb.firewall.Firewall;
import lb.health.HealthChecker;
import lb.pool.Health;
import lb.pool.Pool;
import lb.pool.Server;
import lb.pool.ServerSpec;
import lb.proxy.Pipeline;
import lb.proxy.ProxySettings;
import lb.proxy.Upstream;
import lb.route.Router;

/** Makes what lives out of what was written. */
final class Assembly {
    private final HealthChecker checker;

    Assembly(HealthChecker checker) {
        this.checker = checker;
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
        return new Pool(config.name(), servers, config.algorithm().create(config.hashKey()));
    }

    private Server server(PoolConfig config, ServerSpec spec) {
        Health health = config.health()
                .map(check -> checker.watch(config.name(), spec, check))
                .orElseGet(Health::unchecked);
        return new Server(spec, health, () -> ServerClients.plain(config.connectTimeout()));
    }
}
