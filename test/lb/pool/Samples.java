package lb.pool;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lb.http.CanonicalPath;
import lb.http.Headers;
import lb.http.Origin;
import lb.http.Request;

/** Servers and requests that need no network. */
public final class Samples {
    /** For servers that nothing is sent to. */
    public static final Supplier<HttpClient> NO_CLIENT = () -> {
        throw new AssertionError("nothing is sent here");
    };

    private Samples() {}

    /** A server that is up: {@code server("a weight=5")} stands for {@code a:80 weight=5}. */
    public static Server server(String text) {
        return server(text, Health.unchecked());
    }

    public static Server server(String text, Health health) {
        return new Server(ServerSpec.parse(text.replaceFirst("^[^ ]+", "$0:80")), health,
                NO_CLIENT);
    }

    /** Several: {@code servers("a weight=5, b, c")}. */
    public static List<Server> servers(String list) {
        return Arrays.stream(list.split("\\s*,\\s*")).map(Samples::server).toList();
    }

    /** The names of servers, without the port and in one string: {@code a b c}. */
    public static String names(List<Server> servers) {
        return servers.stream().map(Samples::name).collect(Collectors.joining(" "));
    }

    public static String name(Server server) {
        return server.name().replace(":80", "");
    }

    public static Health health(boolean up) {
        Health health = new Health(1, 1);
        health.observe(up, "so said the test", Instant.EPOCH);
        return health;
    }

    public static Request request() {
        return request("10.1.1.1", "/", Headers.EMPTY);
    }

    public static Request request(String client, String target, Headers headers) {
        String[] parts = target.split("\\?", 2);
        CanonicalPath path = new CanonicalPath(parts[0], List.of(parts[0]));
        return new Request("id", "GET", "shop.example.com:8080", parts[0],
                parts.length == 1 ? "" : parts[1], path, headers,
                Origin.direct(address(client), "http", 8080));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
