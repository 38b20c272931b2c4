package lb.runtime;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lb.admin.Overview.Listening;
import lb.config.Config;
import lb.observe.Events;
import lb.pool.Server;
import lb.proxy.Pipeline;
import lb.proxy.Upstream;
import lb.route.Route;

/** Says what lb is about to do when it starts. */
final class StartLog {
    private StartLog() {}

    static void write(Config config, Pipeline pipeline, List<Listener> listeners,
            Optional<InetSocketAddress> admin, Events events) {
        for (Upstream upstream : pipeline.upstreams().values()) {
            events.info("pool " + upstream.pool().name() + ": "
                    + config.pools().get(upstream.pool().name()).algorithm().label() + " over "
                    + upstream.pool().servers().stream().map(StartLog::describe)
                            .collect(Collectors.joining(", ")));
        }
        for (Route route : pipeline.router().routes()) {
            events.info("route " + route.name() + ": " + route.conditions() + " -> "
                    + route.action().describe());
        }
        if (!config.listenTls().isEmpty()) {
            config.certificates().forEach(certificate -> events.info(
                    "certificate " + certificate.name() + ": " + certificate.identity()));
        }
        admin.ifPresent(address -> events.info("dashboard on "
                + new Listening("http", address).url() + "/"));
        listeners.forEach(listener -> events.info("listening on " + listener.url()));
    }

    private static String describe(Server server) {
        return server.name() + (server.health().isUp() ? " (up)"
                : " (down: " + server.health().reason() + ")");
    }
}
