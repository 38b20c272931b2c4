package lb.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends at a constant rate whether or not answers come, as people do, and counts each wait from the
 * moment the request was due; what a proxy makes the later ones wait is in it.
 *
 * <p>One thread sends and one receives: a thread for each connection would take more of the
 * processors than the proxy, whose clients it was then to wait for.
 */
final class OpenLoop {
    private static final long PATIENCE = 10_000_000_000L;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Selector selector = Selector.open();
    private final Client[] clients;
    private final long start = System.nanoTime() + 50_000_000;
    private final double gap;
    private final long[] nanos;
    private volatile IOException broken;

    private OpenLoop(int port, Scenario what, double perSecond, double seconds)
            throws IOException {
        nanos = new long[(int) (perSecond * seconds)];
        Arrays.fill(nanos, Long.MAX_VALUE); // Nobody is to overlook one that has no answer.
        gap = 1e9 / perSecond;
        clients = new Client[what.connections()];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new Client(port, what, i);
        }
    }

    /** How long each request took, in nanoseconds, in ascending order. */
    static long[] run(int port, Scenario what, double perSecond, double seconds)
            throws IOException, InterruptedException {
        OpenLoop loop = new OpenLoop(port, what, perSecond, seconds);
        try {
            Thread receiver = Thread.ofPlatform().daemon().start(loop::receive);
            loop.send();
            receiver.join();
            if (loop.broken != null) {
                throw loop.broken;
            }
            return Arrays.stream(loop.nanos).sorted().toArray();
        } finally {
            loop.selector.close();
            for (Client client : loop.clients) {
                client.channel.close();
            }
        }
    }

    private long due(int request) {
        return start + (long) (request * gap);
    }

    private void send() throws IOException {
        for (int i = 0; i < nanos.length && broken == null; i++) {
            for (long left; (left = due(i) - System.nanoTime()) > 0; ) {
                LockSupport.parkNanos(left);
            }
            clients[i % clients.length].due();
        }
    }

    private void receive() {
        try {
            long end = due(nanos.length) + PATIENCE;
            int answered = 0;
            while (answered < nanos.length && System.nanoTime() - end < 0) {
                selector.select(1000);
                for (SelectionKey key : selector.selectedKeys()) {
                    answered += ((Client) key.attachment()).read() ? 1 : 0;
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            broken = e;
        }
    }

    /** One connection, with one request at a time; those that are due meanwhile wait. */
    private final class Client {
        final SocketChannel channel;
        private final ByteBuffer request;
        private final ByteBuffer answer = ByteBuffer.allocate(64 * 1024);
        private final ReentrantLock lock = new ReentrantLock();
        private int next; // The number of the request that waits for its answer, or comes next.
        private int waiting;

        Client(int port, Scenario what, int index) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
            byte[] bytes = what.request();
            request = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            next = index;
        }

        void due() throws IOException {
            lock.lock();
            try {
                if (waiting++ == 0) {
                    write();
                }
            } finally {
                lock.unlock();
            }
        }

        private void write() throws IOException {
            channel.write(request.rewind());
            if (request.hasRemaining()) {
                throw new IOException("request does not fit into the socket's buffer");
            }
        }

        /** Whether that was the rest of an answer. */
        boolean read() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("closed");
            }
            if (!isComplete()) {
                return false;
            }
            answer.clear();
            lock.lock();
            try {
                nanos[next] = System.nanoTime() - OpenLoop.this.due(next);
                next += clients.length;
                if (--waiting > 0) {
                    write();
                }
            } finally {
                lock.unlock();
            }
            return true;
        }

        private boolean isComplete() throws IOException {
            String text = new String(answer.array(), 0, answer.position(),
                    StandardCharsets.ISO_8859_1);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0) {
                return false;
            }
            Matcher length = LENGTH.matcher(text);
            if (!text.startsWith("HTTP/1.1 200") || !length.find() || length.start() > head) {
                throw new IOException("not 200, or no length: " + text);
            }
            return text.length() == head + 4 + Integer.parseInt(length.group(1));
        }
    }
}
