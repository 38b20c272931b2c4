package lb.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lb.http.Json;
import lb.pool.ServerState;
import lb.pool.Standing;
import lb.runtime.DryPipeline.Seen;

/**
 * How the servers stand in an lb that runs, by its admin listener.
 *
 * @param address of that listener
 * @param file that it runs with
 */
record RunningLb(String address, String file, List<Seen> servers) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Asks; empty when nobody answers there, or somebody else. */
    static Optional<RunningLb> ask(InetSocketAddress admin) {
        String address = reachable(admin);
        try (HttpClient client = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(
                    URI.create("http://" + address + "/api/status")).timeout(PATIENCE).build(),
                    BodyHandlers.ofString());
            return answer.statusCode() == 200 ? read(address, Json.parse(answer.body()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Where to reach what may listen on every address. */
    private static String reachable(InetSocketAddress admin) {
        String host = admin.getHostString();
        InetAddress resolved = admin.getAddress();
        if (host.equals("0.0.0.0") || host.equals("::") || resolved != null
                && resolved.isAnyLocalAddress()) {
            host = InetAddress.getLoopbackAddress().getHostAddress();
        }
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + admin.getPort();
    }

    private static Optional<RunningLb> read(String address, Object status) {
        if (!(status instanceof Map<?, ?> all) || !(all.get("pools") instanceof List<?> pools)) {
            return Optional.empty(); // Somebody else's.
        }
        List<Seen> servers = new ArrayList<>();
        for (Object pool : pools) {
            if (pool instanceof Map<?, ?> one && one.get("servers") instanceof List<?> members) {
                members.forEach(server -> servers.add(seen(text(one, "name"), server)));
            }
        }
        return Optional.of(new RunningLb(address, text(all, "file"), servers));
    }

    private static Seen seen(String pool, Object server) {
        if (!(server instanceof Map<?, ?> one)) {
            throw new IllegalArgumentException("no server");
        }
        Standing standing = new Standing(
                ServerState.valueOf(text(one, "state").toUpperCase(Locale.ROOT)),
                text(one, "reason"), Instant.parse(text(one, "since")));
        return new Seen(pool, text(one, "name"), standing, number(one, "weight"),
                number(one, "inFlight"));
    }

    private static String text(Map<?, ?> members, String name) {
        return String.valueOf(members.get(name));
    }

    private static int number(Map<?, ?> members, String name) {
        return members.get(name) instanceof Number number ? number.intValue() : 0;
    }
}
