package lb.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The JDK's server in front of the JDK's client and nothing in between: no rule, no log, no limit,
 * no deadline, no check of what it passes on. What lb costs beyond this is lb's own; nobody should
 * run it.
 */
public final class PassThrough {
    private final String[] servers;
    private final AtomicInteger next = new AtomicInteger();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .executor(Runnable::run)
            .build();

    private PassThrough(String[] servers) {
        this.servers = servers;
    }

    /** Serves: the port, then the servers, each {@code host:port}. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        System.setProperty("sun.net.httpserver.drainAmount", "0");
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        System.setProperty("jdk.httpclient.bufsize", "49152");
        String[] servers = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1",
                Integer.parseInt(arguments[0])), 4096);
        server.createContext("/", new PassThrough(servers)::handle);
        server.setExecutor(threads());
        server.start();
        System.err.println("listening on port " + arguments[0]);
    }

    private static Executor threads() { // As lb has them, and for the same reason.
        return Runtime.version().feature() >= 24 ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newCachedThreadPool();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            HttpResponse<InputStream> answer = client.send(request(exchange),
                    BodyHandlers.ofInputStream());
            answer.headers().map().forEach((name, values) -> {
                if (!name.equals("content-length") && !name.equals("connection")
                        && !name.equals("transfer-encoding")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            long length = answer.headers().firstValueAsLong("content-length").orElse(0);
            exchange.sendResponseHeaders(answer.statusCode(), length);
            try (InputStream in = answer.body()) {
                copy(in, exchange.getResponseBody());
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        int server = Math.floorMod(next.getAndIncrement(), servers.length);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://" + servers[server] + exchange.getRequestURI()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!name.equals("Content-length") && !name.equals("Connection")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        byte[] body = exchange.getRequestBody().readAllBytes(); // So much for any size of body.
        request.method(exchange.getRequestMethod(), body.length == 0 ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(body));
        return request.build();
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] piece = new byte[16_384];
        for (int count; (count = in.read(piece)) >= 0; ) {
            out.write(piece, 0, count);
        }
        out.close();
    }
}
