package lb.admin;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lb.firewall.Firewall;
import lb.observe.History;
import lb.observe.Metrics;
import lb.pool.Pool;
import lb.route.Route;

/**
 * What runs, as of one moment.
 *
 * @param started when lb was
 * @param file the configuration's, as the user named it
 * @param loaded when that was put in force
 * @param inFlight requests being served
 * @param ready the pools that must have a server; empty: all
 * @param routes in the order in which they are tried
 * @param pools in the file's order
 * @param metrics what is counted of requests
 * @param history the last minutes of that
 */
public record Overview(String version, Instant started, Phase phase, String file, Instant loaded,
        int inFlight, Set<String> ready, List<Listening> listeners, Firewall firewall,
        List<Route> routes, List<PoolView> pools, Metrics metrics, History history,
        Totals totals) {
    /**
     * What is counted about lb itself.
     *
     * @param reloads those that changed something
     * @param connections of clients, now; negative where that cannot be known
     */
    public record Totals(long reloads, long reloadsRefused, long logLinesDropped,
            long connections) {}

    /** What lb is about. */
    public enum Phase {
        /** Servers are being found and checked; nothing is served yet. */
        STARTING,
        /** The usual. */
        SERVING,
        /** No new connections; what is in flight is finished. */
        DRAINING;

        /** In lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An address that clients connect to, as bound. */
    public record Listening(String scheme, InetSocketAddress address) {
        /** {@code 127.0.0.1:8080}, {@code [::1]:8080}; a star stands for all interfaces. */
        String text() {
            String host = address.getAddress().isAnyLocalAddress() ? "*"
                    : address.getHostString();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        }

        /** {@code http://127.0.0.1:8080}. */
        public String url() {
            return scheme + "://" + text();
        }
    }

    /**
     * A pool.
     *
     * @param algorithm its name in the file
     * @param queue most requests that may wait
     */
    public record PoolView(Pool pool, String algorithm, int queue) {}

    /** Why lb is not ready for traffic; empty when it is. */
    List<String> notReady() {
        if (phase != Phase.SERVING) {
            return List.of("lb is " + phase.label());
        }
        return pools.stream().map(PoolView::pool)
                .filter(pool -> ready.isEmpty() || ready.contains(pool.name()))
                .filter(pool -> pool.available().isEmpty())
                .map(pool -> "pool " + pool.name() + " has no server available").toList();
    }
}
