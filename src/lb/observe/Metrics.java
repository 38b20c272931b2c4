package lb.observe;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests as they end, by route and pool, and by pool and server. Safe for many threads.
 *
 * <p>Names come from the configuration alone, never from a client, so there are only so many; those
 * that a reload removes are forgotten with it, those that stay go on counting.
 */
public final class Metrics {
    /** Nobody asks. */
    public static final Metrics NONE = new Metrics();

    private final Map<String, Map<String, Traffic>> routes = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Traffic>> servers = new ConcurrentHashMap<>();
    private final Traffic all = new Traffic();

    /** Counts one request that has ended. */
    public void count(AccessEntry entry) {
        all.count(entry, entry.totalNanos);
        of(routes, entry.route, entry.pool).count(entry, entry.totalNanos);
        if (!entry.server.isEmpty()) {
            of(servers, entry.pool, entry.server).count(entry, entry.serverNanos);
        }
    }

    private static Traffic of(Map<String, Map<String, Traffic>> map, String one, String two) {
        Map<String, Traffic> inner = map.get(one);
        Traffic traffic = inner == null ? null : inner.get(two);
        return traffic != null ? traffic
                : map.computeIfAbsent(one, name -> new ConcurrentHashMap<>())
                        .computeIfAbsent(two, name -> new Traffic());
    }

    /**
     * From now on these are all there are.
     *
     * @param routes each route with the pools it may choose; an empty name for none
     * @param servers each pool with its servers
     */
    public void follow(Map<String, Set<String>> routes, Map<String, Set<String>> servers) {
        keep(this.routes, routes);
        keep(this.servers, servers);
    }

    private static void keep(Map<String, Map<String, Traffic>> counted,
            Map<String, Set<String>> names) {
        counted.keySet().removeIf(one -> !one.isEmpty() && !names.containsKey(one));
        names.forEach((one, all) -> {
            counted.computeIfAbsent(one, name -> new ConcurrentHashMap<>()).keySet()
                    .removeIf(two -> !two.isEmpty() && !all.contains(two));
            all.forEach(two -> of(counted, one, two)); // So that it is there, and 0.
        });
    }

    /** All requests. */
    public Traffic all() {
        return all;
    }

    /**
     * Gives every route with a pool, and what was counted; both names are empty for requests that
     * no route took, the pool's for those that a route answered by itself.
     */
    public void routes(Visitor visitor) {
        visit(routes, visitor);
    }

    /** Gives every pool with a server, and what was counted of the requests it answered. */
    public void servers(Visitor visitor) {
        visit(servers, visitor);
    }

    private static void visit(Map<String, Map<String, Traffic>> map, Visitor visitor) {
        map.forEach((one, inner) ->
                inner.forEach((two, traffic) -> visitor.visit(one, two, traffic)));
    }

    /** Takes one of the counted after the other. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes one. */
        void visit(String one, String two, Traffic traffic);
    }
}
