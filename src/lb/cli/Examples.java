package lb.cli;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lb.config.Config;
import lb.firewall.Firewall;
import lb.firewall.Rule;
import lb.firewall.Verdict;
import lb.http.CanonicalPath;
import lb.http.Headers;
import lb.http.Origin;
import lb.http.Request;
import lb.route.Route;
import lb.route.Router;

/**
 * Requests worth trying with a configuration. Hosts and paths are taken from the file as they are
 * written; what a request would meet is asked of the firewall and the router themselves, and one
 * that would not do what it is meant to show is left out.
 */
final class Examples {
    /**
     * One request.
     *
     * @param host empty: lb's own address
     * @param shows what happens to it
     */
    record Example(String host, String path, String shows) {
        /** The command line that sends it, with what it shows as a comment. */
        String curl(String url) {
            String header = host.isEmpty() ? "" : "-H 'Host: " + host + "' ";
            return "curl -i " + header + "'" + url + path + "'  # " + shows;
        }
    }

    private final Config config;
    private final Properties written = new Properties();
    private final Firewall firewall;
    private final Router router;

    Examples(Config config, Path file) {
        this.config = config;
        this.firewall = new Firewall(config.firewall());
        this.router = new Router(config.routes());
        try (Reader reader = Files.newBufferedReader(file)) {
            written.load(reader);
        } catch (IOException e) {
            written.clear(); // Gone since it was read; then there is just less to show.
        }
    }

    /** At most so many: a route by host, one by path and a denial first, where there are such. */
    List<Example> choose(int most) {
        List<Example> routes = config.routes().stream().flatMap(this::forRoute).toList();
        Set<Example> chosen = new LinkedHashSet<>();
        first(routes, example -> !example.host().isEmpty()).ifPresent(chosen::add);
        first(routes, example -> example.host().isEmpty()).ifPresent(chosen::add);
        config.firewall().stream().flatMap(this::forRule).findFirst().ifPresent(chosen::add);
        chosen.addAll(routes);
        if (chosen.isEmpty()) {
            chosen.add(new Example("", "/", "whatever is there"));
        }
        return chosen.stream().limit(most).toList();
    }

    private static Optional<Example> first(List<Example> examples, Predicate<Example> wanted) {
        return examples.stream().filter(wanted).findFirst();
    }

    private Stream<Example> forRoute(Route route) {
        String section = "route." + route.name();
        return requests(literals(section + ".host"), section)
                .filter(request -> firewall.peek(request, () -> "", 1) instanceof Verdict.Pass)
                .filter(request -> router.route(request).equals(Optional.of(route)))
                .map(request -> example(request, "route " + route.name()));
    }

    private Stream<Example> forRule(Rule rule) {
        String section = "firewall." + rule.name();
        List<String> hosts = new ArrayList<>(literals(section + ".host"));
        if (written.getProperty(section + ".host") == null) {
            hosts.add("");
            config.routes().forEach(route ->
                    hosts.addAll(literals("route." + route.name() + ".host")));
        }
        return requests(hosts, section).flatMap(request ->
                firewall.peek(request, () -> "", 1) instanceof Verdict.Deny deny
                        && deny.rule().equals(rule)
                        ? Stream.of(example(request, deny.status() + " by rule " + rule.name()))
                        : Stream.empty());
    }

    private static Example example(Request request, String shows) {
        return new Example(request.authority(), request.path(), shows);
    }

    /** A GET for each host and each path of a section. */
    private Stream<Request> requests(List<String> hosts, String section) {
        List<String> paths = literals(section + ".path");
        return (hosts.isEmpty() ? List.of("") : hosts).stream().flatMap(host ->
                (paths.isEmpty() ? List.of("/") : paths).stream().flatMap(path -> get(host, path)));
    }

    private Stream<Request> get(String host, String path) {
        Origin origin = Origin.direct(InetAddress.getLoopbackAddress(), "http", 80);
        return CanonicalPath.of(path, config.encodedSlash()) instanceof CanonicalPath canonical
                ? Stream.of(new Request("example", "GET", host, path, "", canonical,
                        Headers.of("Host", host), origin))
                : Stream.empty();
    }

    /** The values of a key that stand for themselves: no pattern, nothing excluded, no variable. */
    private List<String> literals(String key) {
        return Arrays.stream(written.getProperty(key, "").split(","))
                .map(value -> value.strip().replaceFirst("^=", ""))
                .filter(value -> value.matches("[A-Za-z0-9./_-]+"))
                .toList();
    }
}
