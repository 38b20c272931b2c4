package lb.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * A client that sends exactly the bytes it is given and reads what comes back, never longer than
 * its deadline (ten seconds unless told otherwise). For one thread.
 */
public final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects to a port of this machine. */
    public static RawClient connect(int port) {
        return connect(port, 0);
    }

    /**
     * The same with a receive buffer of so many bytes, for clients that do not read; 0: the
     * system's choice.
     */
    public static RawClient connect(int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Speaks over a connection that is there already, by TLS perhaps. */
    public static RawClient over(Socket socket) {
        try {
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long a read may wait. */
    public RawClient deadline(Duration deadline) {
        return quietly(() -> socket.setSoTimeout(Math.toIntExact(deadline.toMillis())));
    }

    /** Sends a text, one byte a char. */
    public RawClient send(String text) {
        return send(text.getBytes(ISO_8859_1));
    }

    /** Sends bytes. */
    public RawClient send(byte[] bytes) {
        return quietly(() -> out().write(bytes));
    }

    /** Sends lines with CRLF after each of them, and the empty line that ends a head. */
    public RawClient head(String... lines) {
        return send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** Sends one chunk of a body. */
    public RawClient chunk(String text) {
        return send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    /** Reads one response to a request that was not HEAD; 100 Continue is one of its own. */
    public Message read() {
        return readTo("GET");
    }

    /** Reads one response to a request with this method. */
    public Message readTo(String method) {
        return new MessageReader(in).response(method);
    }

    /** Reads up to and including the empty line; what came, when the connection ended before. */
    public String readHead() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            MessageReader.head(in, head);
        } catch (IOException e) {
            head.writeBytes((" [" + MessageReader.endOf(e) + "]").getBytes(ISO_8859_1));
        }
        return head.toString(ISO_8859_1);
    }

    /** Reads until the text has come; all that was read. */
    public String readUntil(String text) {
        StringBuilder all = new StringBuilder();
        try {
            while (all.indexOf(text) < 0) {
                int next = in.read();
                if (next < 0) {
                    return all + " [" + End.TRUNCATED + "]";
                }
                all.append((char) next);
            }
        } catch (IOException e) {
            all.append(" [").append(MessageReader.endOf(e)).append("]");
        }
        return all.toString();
    }

    /**
     * Reads, and drops, whatever still comes until the connection ends.
     *
     * @return CLOSE, RESET, or SILENCE when it was still open at the deadline
     */
    public End awaitEnd() {
        try {
            in.transferTo(OutputStream.nullOutputStream());
            return End.CLOSE;
        } catch (IOException e) {
            return MessageReader.endOf(e);
        }
    }

    /** Says that nothing more will be sent, and goes on reading. */
    public RawClient finish() {
        return quietly(socket::shutdownOutput);
    }

    /** Resets the connection. */
    public void reset() {
        quietly(() -> socket.setSoLinger(true, 0));
        close();
    }

    /** The port of this side, to find the connection in a log. */
    public int localPort() {
        return socket.getLocalPort();
    }

    /** What comes from the other side. */
    public InputStream in() {
        return in;
    }

    /** What goes to the other side. */
    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public void close() {
        quietly(socket::close);
    }

    private interface Io {
        void run() throws IOException;
    }

    private RawClient quietly(Io action) {
        try {
            action.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
