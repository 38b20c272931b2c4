package lb.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lb.admin.Overview.PoolView;
import lb.pool.Pool;
import lb.pool.Server;

/** What an operator may tell a server to do, by hand. */
final class ServerChanges {
    private static final Pattern PATH = Pattern.compile(
            "/api/pools/([^/]+)/servers/([^/]+)/(drain|ready|down|weight)");

    /** One of them, as the path has it. */
    record Change(String pool, String server, String what) {}

    private final Running running;

    ServerChanges(Running running) {
        this.running = running;
    }

    /** What a path asks for; empty when it is another path. */
    Optional<Change> find(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? Optional.of(new Change(matcher.group(1),
                decoded(matcher.group(2)), matcher.group(3))) : Optional.empty();
    }

    /** A URL cannot hold the brackets of an IPv6 address but as %5B and %5D. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment; // No server is called that.
        }
    }

    /** Does it; the server as it is then. */
    Reply apply(Change change, byte[] bytes) throws Body.Refused {
        boolean weighs = change.what.equals("weight");
        Body body = Body.parse(bytes, weighs ? List.of("weight") : List.of());
        Pool pool = pool(change.pool);
        Server server = pool.server(change.server).orElseThrow(() -> new Body.Refused(404,
                "pool " + pool.name() + " has no server " + change.server + "; there are: "
                        + names(pool.servers())));
        switch (change.what) {
            case "drain" -> pool.drain(server);
            case "ready" -> pool.ready(server);
            case "down" -> pool.down(server);
            default -> weight(pool, server, body.number("weight"));
        }
        return Reply.json(200, StatusJson.server(server, pool, running.overview()));
    }

    private static void weight(Pool pool, Server server, int weight) throws Body.Refused {
        try {
            pool.weight(server, weight);
        } catch (IllegalArgumentException e) {
            throw new Body.Refused(400, e.getMessage());
        }
    }

    private Pool pool(String name) throws Body.Refused {
        Map<String, Pool> pools = running.overview().pools().stream().map(PoolView::pool)
                .collect(Collectors.toMap(Pool::name, pool -> pool));
        if (!pools.containsKey(name)) {
            throw new Body.Refused(404, "there is no pool " + name + "; the pools are: "
                    + pools.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return pools.get(name);
    }

    private static String names(List<Server> servers) {
        return servers.stream().map(Server::name).collect(Collectors.joining(", "));
    }
}
