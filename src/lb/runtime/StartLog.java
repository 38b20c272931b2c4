package lb.runtime;

import java.util.List;
import java.util.stream.Collectors;
import lb.config.Config;
import lb.observe.Events;
import lb.pool.Server;
import lb.proxy.Pipeline;
import lb.proxy.Upstream;
import lb.route.Route;
import lb.route.RouteAction.Redirect;
import lb.route.RouteAction.Respond;
import lb.route.RouteAction.ToPool;

/** Says what lb is about to do when it starts. */
final class StartLog {
    private StartLog() {}

    static void write(Config config, Pipeline pipeline, List<String> urls, Events events) {
        for (Upstream upstream : pipeline.upstreams().values()) {
            events.info("pool " + upstream.pool().name() + ": "
                    + config.pools().get(upstream.pool().name()).algorithm().label() + " over "
                    + upstream.pool().servers().stream().map(StartLog::describe)
                            .collect(Collectors.joining(", ")));
        }
        for (Route route : pipeline.router().routes()) {
            events.info("route " + route.name() + ": " + route.conditions() + " -> "
                    + describe(route));
        }
        if (!config.listenTls().isEmpty()) {
            config.certificates().forEach(certificate -> events.info(
                    "certificate " + certificate.name() + ": " + certificate.identity()));
        }
        urls.forEach(url -> events.info("listening on " + url));
    }

    private static String describe(Server server) {
        return server.name() + (server.health().isUp() ? " (up)"
                : " (down: " + server.health().reason() + ")");
    }

    private static String describe(Route route) {
        return switch (route.action()) {
            case ToPool toPool -> "pool " + toPool.weights().entrySet().stream()
                    .map(part -> toPool.weights().size() == 1 ? part.getKey()
                            : part.getKey() + " " + part.getValue())
                    .collect(Collectors.joining(", "));
            case Redirect redirect -> "redirect " + redirect.status() + " " + redirect.location();
            case Respond respond -> "respond " + respond.status();
        };
    }
}
