package lb.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The servers behind where there is no nginx: slower by far, but the same for all sides. */
public final class Origin {
    private static final byte[] SMALL = "hello from a server\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] MEDIUM = new byte[10 * 1024];
    private static final byte[] LARGE = new byte[1024 * 1024];

    private Origin() {}

    /** Serves on these ports. */
    public static void main(String[] ports) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        for (String port : ports) {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress("127.0.0.1", Integer.parseInt(port)), 4096);
            server.createContext("/", Origin::answer);
            server.setExecutor(Executors.newCachedThreadPool());
            server.start();
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = switch (exchange.getRequestURI().getPath()) {
            case "/medium" -> MEDIUM;
            case "/large" -> LARGE;
            default -> SMALL;
        };
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        for (int at = 0; at < body.length; at += 8192) {
            exchange.getResponseBody().write(body, at, Math.min(8192, body.length - at));
        }
        exchange.getResponseBody().close();
    }
}
