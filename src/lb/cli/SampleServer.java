package lb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server to have something behind lb: {@code /} tells what it was asked, {@code /healthcheck}
 * that it is well, {@code /v1} and {@code /v2} which of the two they are. Any other path is
 * answered like {@code /}.
 */
final class SampleServer {
    private static final Pattern CUSTOM_PARAM = Pattern.compile("(?:^|&)MyCustomParam=([^&]*)");

    private final String name;
    private final String address;

    private SampleServer(String name, String address) {
        this.name = name;
        this.address = address;
    }

    /**
     * Starts one, for as long as the process lives.
     *
     * @param name what it calls itself: the pool's name
     * @param host a loopback address or name
     * @throws IOException when something listens there already, or this user may not
     */
    static void start(String name, String host, int port) throws IOException {
        InetSocketAddress socket = new InetSocketAddress(host, port);
        HttpServer server = HttpServer.create(socket, 0);
        // Platform threads, because on JDK 21 the server's reads pin virtual ones (JEP 444).
        ExecutorService threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("sample-" + name + "-", 0).factory());
        server.setExecutor(threads);
        String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        server.createContext("/", new SampleServer(name, address)::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        // Read to its end, or the connection cannot be used again.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        switch (exchange.getRequestURI().getPath()) {
            case "/healthcheck" -> send(exchange, "text/plain", "OK");
            case "/v1" -> send(exchange, "text/plain", "This is V1");
            case "/v2" -> send(exchange, "text/plain", "This is V2");
            default -> send(exchange, "application/json", describe(exchange));
        }
    }

    private String describe(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        Matcher param = CUSTOM_PARAM.matcher(query == null ? "" : query);
        return """
                {
                  "message": %s,
                  "server": %s,
                  "custom_header": %s,
                  "host_header": %s,
                  "custom_params": %s,
                  "query_strings": %s
                }
                """.formatted(
                json("This is the " + name + " application."),
                json("http://" + address + "/"),
                json(exchange.getRequestHeaders().getFirst("MyCustomHeader")),
                json(exchange.getRequestHeaders().getFirst("Host")),
                json(param.find() ? URLDecoder.decode(param.group(1), UTF_8) : null),
                json(query == null ? "" : query));
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().close();
    }

    private static String json(String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char next : text.toCharArray()) {
            if (next < ' ' || next > '~' || next == '"' || next == '\\') {
                quoted.append(String.format("\\u%04x", (int) next));
            } else {
                quoted.append(next);
            }
        }
        return quoted.append('"').toString();
    }
}
