package lb.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that does exactly what its script says, step by step, and records every byte it was
 * sent. After the last step the connection stays open, and is read, until the other side ends it.
 *
 * <pre>{@code
 * RawServer.start("a")
 *         .script(head(), send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"), hangUp());
 * }</pre>
 */
public final class RawServer implements AutoCloseable {
    /** One thing that is done with a connection. */
    @FunctionalInterface
    public interface Step {
        /** Does it; an exception ends the connection. */
        void run(Connection connection) throws IOException;
    }

    /** One connection of a script, and what came over it. */
    public static final class Connection {
        private final Socket socket;
        private final InputStream in;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final CountDownLatch closed;
        private volatile End end;

        Connection(Socket socket, CountDownLatch closed) throws IOException {
            this.socket = socket;
            this.closed = closed;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** The bytes read so far, one char a byte. */
        public String received() {
            return received.toString(ISO_8859_1);
        }

        /** Whether the other side ended it, or a step did. */
        public boolean ended() {
            return end != null || socket.isClosed();
        }

        Socket socket() {
            return socket;
        }

        void readHead() throws IOException {
            MessageReader.head(in, received);
        }

        void read(long count) throws IOException {
            for (long left = count; left > 0; left--) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                received.write(next);
            }
        }
    }

    private final Acceptor acceptor;
    private final List<Step[]> scripts = new CopyOnWriteArrayList<>();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RawServer(String name) {
        acceptor = Acceptor.start(name, this::serve);
    }

    /** A server on a free loopback port; without a script it only reads. */
    public static RawServer start(String name) {
        return new RawServer(name);
    }

    /** One that says this to every request and closes the connection. */
    public static RawServer saying(String answer) {
        return start("saying").script(head(), send(answer), hangUp());
    }

    /** The same, but it leaves the connection open until the other side closes it. */
    public static RawServer holding(String answer) {
        return start("holding").script(head(), send(answer));
    }

    /**
     * What to do with the next connection for which there is no script yet; the last script is
     * used for all further ones.
     */
    public RawServer script(Step... steps) {
        scripts.add(steps.clone());
        return this;
    }

    /** Reads a head, up to and including the empty line. */
    public static Step head() {
        return Connection::readHead;
    }

    /** Reads so many bytes. */
    public static Step body(long count) {
        return connection -> connection.read(count);
    }

    /** Sends a text, one byte a char. */
    public static Step send(String text) {
        return send(text.getBytes(ISO_8859_1));
    }

    /** Sends bytes. */
    public static Step send(byte[] bytes) {
        return connection -> connection.socket().getOutputStream().write(bytes);
    }

    /** Sends a text byte by byte, with a pause after each of them. */
    public static Step dribble(String text, Duration pause) {
        return connection -> {
            for (byte next : text.getBytes(ISO_8859_1)) {
                connection.socket().getOutputStream().write(next);
                waitFor(connection.closed, pause);
            }
        };
    }

    /** Sends a text again and again until the other side has enough. */
    public static Step sendForEver(String text) {
        return forEver(send(text));
    }

    /** Does these again and again until one of them fails. */
    public static Step forEver(Step... steps) {
        return connection -> {
            while (true) {
                for (Step step : steps) {
                    step.run(connection);
                }
            }
        };
    }

    /** Waits until the latch is open. */
    public static Step await(CountDownLatch latch) {
        return connection -> waitFor(latch);
    }

    /** Does nothing, not even read, until the server is closed. */
    public static Step hang() {
        return connection -> waitFor(connection.closed);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void waitFor(CountDownLatch latch, Duration longest) {
        try {
            latch.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends this direction of the connection. */
    public static Step finish() {
        return connection -> connection.socket().shutdownOutput();
    }

    /** Ends the connection; with a reset when there are bytes that no step has read. */
    public static Step hangUp() {
        return connection -> connection.socket().close();
    }

    /** Resets the connection. */
    public static Step reset() {
        return connection -> {
            connection.socket().setSoLinger(true, 0);
            connection.socket().close();
        };
    }

    /** Connections accepted so far, in their order. */
    public List<Connection> connections() {
        return connections;
    }

    /** How many connections are open now. */
    public int open() {
        return acceptor.open();
    }

    /** What came over the only connection there was. */
    public String received() {
        if (connections.size() != 1) {
            throw new AssertionError("there were " + connections.size() + " connections");
        }
        return connections.getFirst().received();
    }

    /** Waits until so many connections have been accepted. */
    public void awaitConnections(int count) {
        Eventually.await(count + " connections", () -> connections.size() >= count);
    }

    public int port() {
        return acceptor.port();
    }

    /** {@code 127.0.0.1:port}, as it may stand in a file. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    private void serve(Socket socket, int number) throws IOException {
        Connection connection = new Connection(socket, closed);
        connections.add(connection);
        try {
            for (Step step : scriptFor(number)) {
                step.run(connection);
            }
            if (!socket.isClosed()) {
                connection.read(Long.MAX_VALUE);
            }
            connection.end = End.CLOSE;
        } catch (IOException e) {
            connection.end = MessageReader.endOf(e);
        }
    }

    private Step[] scriptFor(int number) {
        return scripts.isEmpty() ? new Step[0] : scripts.get(Math.min(number, scripts.size() - 1));
    }

    /** Ends every connection and gives the port back. */
    @Override
    public void close() {
        closed.countDown();
        acceptor.close();
    }
}
