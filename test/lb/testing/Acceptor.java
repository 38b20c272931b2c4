package lb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A listening port of a test, with a platform thread for each connection: tests of lb on virtual
 * threads should not share their carriers with it.
 *
 * <p>Stopped, the port stays bound without anybody listening: connections are refused, and no other
 * process can take the port before {@link #listen} is called again.
 */
final class Acceptor implements AutoCloseable {
    /** Serves one connection; the acceptor closes it afterwards. */
    interface Handler {
        void serve(Socket connection, int number) throws IOException;
    }

    private final String name;
    private final InetAddress address;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private int port;
    private volatile ServerSocket listener;
    private Socket placeholder;
    private Thread accepting;

    private Acceptor(String name, InetAddress address, Handler handler) {
        this.name = name;
        this.address = address;
        this.handler = handler;
    }

    static Acceptor start(String name, Handler handler) {
        return start(name, InetAddress.getLoopbackAddress(), handler);
    }

    static Acceptor start(String name, InetAddress address, Handler handler) {
        Acceptor acceptor = new Acceptor(name, address, handler);
        acceptor.listen();
        return acceptor;
    }

    int port() {
        return port;
    }

    /** Connections accepted since the start. */
    int accepted() {
        return accepted.get();
    }

    /** Connections open now. */
    int open() {
        return open.size();
    }

    /** Listens, on the same port as before. */
    void listen() {
        try {
            if (placeholder != null) {
                placeholder.close();
            }
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), 1024);
            port = socket.getLocalPort();
            listener = socket;
            accepting = thread("acceptor of " + name, () -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every connection and listens no longer. */
    void stop() {
        quit(listener);
        open.forEach(Acceptor::quit);
        try {
            accepting.join(); // Until then the kernel may think that somebody listens.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        holdPort();
    }

    private void holdPort() {
        try {
            placeholder = new Socket();
            placeholder.setReuseAddress(true);
            placeholder.bind(new InetSocketAddress(address, port));
            port = placeholder.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                int number = accepted.getAndIncrement();
                thread(name + " " + number, () -> serve(connection, number));
            } catch (IOException e) {
                continue; // Closed, or a client that gave up before it was accepted.
            }
        }
    }

    private void serve(Socket connection, int number) {
        try (connection) {
            connection.setTcpNoDelay(true);
            handler.serve(connection, number);
        } catch (IOException e) {
            // The other side went away; what it sent until then is recorded.
        } finally {
            open.remove(connection);
        }
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }

    private static void quit(AutoCloseable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        quit(listener);
        open.forEach(Acceptor::quit);
        quit(placeholder);
    }
}
