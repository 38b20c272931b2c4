package lb.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A server behind lb that behaves: it keeps connections open, frames its answers well and answers
 * 200 with its name until it is told otherwise. Every answer carries its name in {@code X-Server}.
 * For servers that do not behave there is {@link RawServer}.
 *
 * <p>Written on plain sockets because the JDK's server reads its settings once in a process, when
 * the first one is made: a test's server would come before lb has set them.
 */
public final class Backend implements AutoCloseable {
    /** The response field that tells who answered. */
    public static final String NAME_FIELD = "X-Server";

    /** Answers one request. */
    @FunctionalInterface
    public interface Script {
        /** Answers; an exception ends the connection. */
        void serve(Exchange exchange) throws IOException;
    }

    private final String name;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Map<String, Script> byPath = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private volatile Script script;
    private volatile boolean forgetful;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Tls tls; // null: plain
    private final List<SSLSession> sessions = new CopyOnWriteArrayList<>();
    private final Acceptor acceptor;

    private Backend(String name, InetAddress address) {
        this.name = name;
        this.script = exchange -> exchange.answer(200, name);
        this.acceptor = Acceptor.start(name, address, this::serve);
    }

    /** A server on a free loopback port. */
    public static Backend start(String name) {
        return new Backend(name, InetAddress.getLoopbackAddress());
    }

    /** A server on a free port of every address, as 127.1.0.1, 127.1.0.2 and so on. */
    public static Backend startEverywhere(String name) {
        return new Backend(name, new InetSocketAddress(0).getAddress());
    }

    /** From now on new connections are by TLS, on this side of which it is this. */
    public Backend secured(Tls side) {
        tls = side;
        return this;
    }

    /** The session of each handshake that has succeeded. */
    public List<SSLSession> sessions() {
        return sessions;
    }

    /** Answers every request with this status and its name. */
    public Backend answers(int status) {
        return answers(status, name);
    }

    /** Answers every request with this status and text. */
    public Backend answers(int status, String text) {
        return serves(exchange -> exchange.answer(status, text));
    }

    /** Takes so long for every answer. */
    public Backend answersAfter(Duration time) {
        return serves(exchange -> {
            LockSupport.parkNanos(time.toNanos());
            exchange.answer(200, name);
        });
    }

    /** Answers requests for this path (without query) with this status, others as before. */
    public Backend answersAt(String path, int status) {
        return servesAt(path, exchange -> exchange.answer(status, name));
    }

    /** Answers with the request itself: its head exactly as received, then its body. */
    public Backend echoes() {
        return serves(exchange -> {
            ByteArrayOutputStream echo = new ByteArrayOutputStream();
            echo.write(exchange.head().getBytes(ISO_8859_1));
            echo.write(exchange.bytes());
            exchange.with("Content-Type", "text/plain").answer(200, echo.toByteArray());
        });
    }

    /** Answers every request as scripted. */
    public Backend serves(Script script) {
        this.script = script;
        return this;
    }

    /** Answers requests for this path (without query) as scripted. */
    public Backend servesAt(String path, Script script) {
        byPath.put(path, script);
        return this;
    }

    /** From now on it keeps no requests, of which there will be too many. */
    public Backend forgets() {
        forgetful = true;
        return this;
    }

    /** From now on requests wait before they are answered, until {@link #release}. */
    public Backend holds() {
        gate = new CountDownLatch(1);
        return this;
    }

    /** Lets go of the requests that wait, and of those to come. */
    public void release() {
        gate.countDown();
    }

    /** Waits until so many requests are held. */
    public void awaitHeld(int count) {
        Eventually.await(name + " holds " + count, () -> held.get() == count);
    }

    /**
     * Every request, in the order of arrival; with its body as soon as that was read, which is
     * before any of the {@code answer} methods sends a byte.
     */
    public List<Message> requests() {
        return exchanges.stream().map(Exchange::message).toList();
    }

    /** The only request there was. */
    public Message request() {
        if (count() != 1) {
            throw new AssertionError(name + " has seen " + count() + " requests");
        }
        return requests().getFirst();
    }

    /** How many requests arrived. */
    public int count() {
        return exchanges.size();
    }

    /** How many requests for this target arrived. */
    public long count(String target) {
        return requests().stream().filter(request -> request.target().equals(target)).count();
    }

    /** Connections open now. */
    public int connections() {
        return acceptor.open();
    }

    /** Connections accepted since the start. */
    public int accepted() {
        return acceptor.accepted();
    }

    public int port() {
        return acceptor.port();
    }

    /** {@code 127.0.0.1:port}, as it may stand in a file. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Ends every connection and refuses new ones. */
    public void stop() {
        acceptor.stop();
    }

    /** Listens again, on the same port. */
    public void restart() {
        acceptor.listen();
    }

    private void serve(Socket plain, int number) throws IOException {
        Tls side = tls;
        if (side == null) {
            serve(plain);
            return;
        }
        try (SSLSocket connection = side.accept(plain)) {
            sessions.add(connection.getSession());
            serve(connection);
        }
    }

    private void serve(Socket connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        while (!connection.isClosed()) {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            MessageReader.head(in, head);
            answer(new Exchange(connection, in, head.toString(ISO_8859_1), name));
        }
    }

    private void answer(Exchange exchange) throws IOException {
        if (!forgetful) {
            exchanges.add(exchange);
        }
        hold();
        byPath.getOrDefault(exchange.path(), script).serve(exchange);
    }

    private void hold() {
        held.incrementAndGet();
        try {
            gate.await(60, TimeUnit.SECONDS); // No longer than the longest test.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.decrementAndGet();
        }
    }

    @Override
    public void close() {
        release();
        acceptor.close();
    }
}
