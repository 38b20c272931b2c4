package lb.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import lb.balance.Algorithm;
import lb.balance.HashKey;
import lb.firewall.Firewall;
import lb.firewall.Rule;
import lb.health.HealthCheck;
import lb.http.Cidr;
import lb.observe.LogFormat;
import lb.pool.Discovery;
import lb.pool.Outliers;
import lb.pool.PoolSettings;
import lb.pool.ServerSpec;
import lb.proxy.DryRun;
import lb.proxy.ErrorPage;
import lb.proxy.ForwardedStyle;
import lb.proxy.Limits;
import lb.proxy.ProxySettings;
import lb.proxy.RetryPolicy;
import lb.route.Route;
import lb.route.Router;
import lb.tls.Authorities;
import lb.tls.Identity;
import lb.tls.KeySource;
import lb.tls.ServerTls;

/**
 * The whole configuration at a glance, checked and complete: nothing in it is null and nothing has
 * to be checked again. Immutable. {@code lb.properties} says what each part means.
 *
 * @param file as the user named it; relative paths in it have been resolved against its folder
 * @param listen addresses for HTTP. Names are not looked up yet; port 0 is any free one
 * @param listenTls addresses for HTTPS, likewise
 * @param certificates in file order; the first is for who asks for no name of theirs
 * @param clientAuthorities who must have signed a client's certificate; empty: it needs none
 * @param maxConnections of clients, at once
 * @param encodedSlash whether {@code %2F} passes in paths
 * @param firewall the rules in file order
 * @param routes the routes in file order; the one to the only pool when the file has none
 * @param pools by name, in file order
 * @param via the name lb gives itself; empty: off
 * @param requestId the header field with the request's id; empty: off
 * @param errorPages by status, as their files were when this was read
 * @param written what the file says, key by key; to tell what a reload changes
 * @param warnings what to tell the user although lb can start, in file order
 */
public record Config(
        Path file,
        List<InetSocketAddress> listen,
        List<InetSocketAddress> listenTls,
        List<Certificate> certificates,
        Optional<Authorities> clientAuthorities,
        int maxConnections,
        Limits limits,
        Duration requestTimeout,
        Duration bodyTimeout,
        Duration keepAliveTimeout,
        Duration drainTimeout,
        List<Cidr> trustedProxies,
        boolean encodedSlash,
        List<Rule> firewall,
        List<Route> routes,
        Map<String, PoolConfig> pools,
        Admin admin,
        Log log,
        ForwardedStyle forwarded,
        Optional<String> via,
        Optional<String> requestId,
        Map<Integer, ErrorPage> errorPages,
        List<Test> tests,
        boolean reload,
        Written written,
        List<Problem> warnings) {

    /**
     * Every key that a file may hold, with its default as the file would have it; an empty text
     * where there is none. NAME stands for what the user names: {@code pool.NAME.health.path}.
     */
    public static Map<String, String> defaults() {
        return Keys.defaults();
    }

    /** The file itself and the others whose content was read with it. */
    public Set<Path> files() {
        Set<Path> files = new LinkedHashSet<>(List.of(file));
        errorPages.values().forEach(page -> files.add(page.file()));
        pools.values().forEach(pool -> pool.tls().authorities()
                .ifPresent(authorities -> files.add(authorities.file())));
        return Collections.unmodifiableSet(files);
    }

    /**
     * What is different in {@code next}, in a reader's words.
     *
     * @return empty when both say the same, be it in another form
     */
    public List<String> changesTo(Config next) {
        List<String> changes = new ArrayList<>(written.changesTo(next.written));
        next.errorPages.forEach((status, page) -> {
            ErrorPage before = errorPages.get(status);
            if (before != null && before.file().equals(page.file()) && !before.equals(page)) {
                changes.add("error." + status + ": the page has changed");
            }
        });
        next.pools.forEach((name, pool) -> {
            PoolConfig before = pools.get(name);
            if (before != null && pool.tls().isReissued(before.tls())) {
                changes.add("pool " + name + ": tls.ca: the certificates have changed");
            }
        });
        return List.copyOf(changes);
    }

    /** What the proxy has to know besides firewall, routes and pools. */
    public ProxySettings proxySettings() {
        return new ProxySettings(limits, bodyTimeout, trustedProxies, encodedSlash, forwarded, via,
                requestId, errorPages);
    }

    /** A dry run of what it decides about requests, with stages of its own. */
    public DryRun dryRun() {
        return new DryRun(proxySettings(), new Firewall(firewall), new Router(routes));
    }

    /**
     * A certificate and its key, as lb shows them to clients.
     *
     * @param source where to read it again
     * @param identity what was read from there
     */
    public record Certificate(String name, KeySource source, Identity identity) {}

    /**
     * A pool as it was written; {@code lb.pool.Pool} is what lives.
     *
     * @param line the line of the file it begins on
     * @param servers those with addresses of their own, in file order
     * @param discoveries names behind which more servers are found, every {@code refresh}
     * @param hashBound most load of a server as a share of the mean, 1.25 for {@code 125%}; empty:
     *     off
     * @param queue most requests that may wait
     * @param tls how its servers are spoken to by HTTPS; what each of them has is about its host
     * @param health how its servers are checked; empty: not at all
     */
    public record PoolConfig(
            String name,
            int line,
            List<ServerSpec> servers,
            List<Discovery> discoveries,
            Duration refresh,
            Algorithm algorithm,
            HashKey hashKey,
            OptionalDouble hashBound,
            Optional<Sticky> sticky,
            Duration slowStart,
            int queue,
            Duration queueTimeout,
            ServerTls tls,
            Duration connectTimeout,
            Duration responseTimeout,
            Duration idleTimeout,
            Optional<HealthCheck> health,
            Outlier outlier,
            RetryPolicy retry) {
        /** How clients stay with a server; empty: they do not. */
        public Optional<lb.pool.Sticky> session() {
            return sticky.map(cookie -> new lb.pool.Sticky(name, cookie.cookie(), cookie.maxAge(),
                    cookie.sameSite(), cookie.secret()));
        }

        /** How the pool looks after itself. */
        public PoolSettings settings() {
            return new PoolSettings(new Outliers(outlier.failures, outlier.window, outlier.eject,
                    outlier.max), slowStart, session(), queue, queueTimeout);
        }
    }

    /** The sticky session cookie of a pool; {@code maxAge} empty: a session cookie. */
    public record Sticky(String cookie, Optional<Duration> maxAge, Optional<String> sameSite,
            Optional<String> secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Sticky[" + cookie + "]";
        }
    }

    /**
     * Passive health: failures of real requests.
     *
     * @param failures in a {@code window} that eject a server; 0: off
     * @param eject how long at first
     * @param max share of the pool's servers ejected at once, 0 to 1
     */
    public record Outlier(int failures, Duration window, Duration eject, double max) {}

    /**
     * The admin listener.
     *
     * @param address empty: off
     * @param written whether the file says where; else lb can do without it
     * @param ready the pools that must have a server; empty: all
     */
    public record Admin(Optional<InetSocketAddress> address, boolean written, Set<String> ready,
            Optional<String> token) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Admin[" + address + ", " + ready + "]";
        }
    }

    /** The access log; {@code target} is {@code stdout}, {@code off} or a file. */
    public record Log(String target, LogFormat format) {}

    /** One test of the file's own: {@code GET http://shop.example.com/api -> pool shop}. */
    public record Test(String name, int line, String text) {}
}
