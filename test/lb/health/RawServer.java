package lb.health;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that says byte for byte what a test wants, well-formed or not. */
final class RawServer implements Closeable {
    /** What to do with a connection once the request's head has been read. */
    interface Script {
        void run(Socket socket) throws IOException, InterruptedException;
    }

    final Queue<String> heads = new ConcurrentLinkedQueue<>();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    private final ServerSocket socket;
    private volatile Script script;

    private RawServer(Script script) {
        this.script = script;
        try {
            socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::accept);
    }

    static RawServer that(Script script) {
        return new RawServer(script);
    }

    /** Says this to every request and closes the connection. */
    static RawServer saying(String answer) {
        return new RawServer(socket -> say(socket, answer));
    }

    /** Takes connections and requests, and says nothing until it is closed. */
    static RawServer silent() {
        return saying("").butHoldingOn();
    }

    /** The same, but the server leaves the connection open until the client closes it. */
    RawServer butHoldingOn() {
        Script first = script;
        script = socket -> {
            first.run(socket);
            holdOn(socket);
        };
        return this;
    }

    /** Keeps a connection until the client closes it. */
    static void holdOn(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Nothing more is wanted of the client but that it goes.
        }
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    void script(Script next) {
        script = next;
    }

    String name() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                open.incrementAndGet();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            heads.add(head(client.getInputStream()));
            script.run(client);
        } catch (IOException | InterruptedException e) {
            // The client has gone, which many a test is about.
        } finally {
            open.decrementAndGet();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
