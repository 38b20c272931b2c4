package lb.runtime;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lb.config.Config;
import lb.proxy.Limits;
import lb.proxy.Pieces;

/**
 * Settings of the JDK's server and client that only exist as system properties. They hold for the
 * whole process and are read once, when the first server or client is made; so they are set before
 * that, and a reload cannot change them. What the user sets with {@code -D} wins.
 */
public final class JdkSettings {
    private static final String ALLOW_RESTRICTED = "jdk.httpclient.allowRestrictedHeaders";
    private static final String RESTRICTED = "host,connection"; // A blank would be part of a name.
    private static final String HEAD_BYTES = "sun.net.httpserver.maxReqHeaderSize";
    private static final String HEAD_FIELDS = "sun.net.httpserver.maxReqHeaders";
    private static final long HEAP_FOR_A_PIECE = 160 << 20;

    private JdkSettings() {}

    /** Sets them all; before any class of the JDK's server or client is used. */
    public static void apply(Config config) {
        server(config);
        client();
        // A name that moves is noticed soon; the JDK would remember it for 30 seconds.
        if (Security.getProperty("networkaddress.cache.ttl") == null) {
            Security.setProperty("networkaddress.cache.ttl", "5");
        }
    }

    private static void server(Config config) {
        // Without it the second packet of a response waits 40 ms for the client's delayed ACK.
        set("sun.net.httpserver.nodelay", "true");
        int connections = FileLimit.connections(config.maxConnections(),
                config.listen().size() + config.listenTls().size());
        set("jdk.httpserver.maxConnections", connections);
        set("sun.net.httpserver.maxIdleConnections", connections); // Default: 200.
        set("sun.net.httpserver.idleInterval", seconds(config.keepAliveTimeout()));
        set("sun.net.httpserver.clockTick", 1000); // Looks for idle connections each second.
        set(HEAD_BYTES, headBytes(config.limits()));
        set(HEAD_FIELDS, headFields(config.limits()));
        // Never wait for the rest of a request that has been answered; what may be read of it,
        // RequestBody reads.
        set("sun.net.httpserver.drainAmount", 0);
        // See lb.tls: sessions that can be forgotten. And no client may make lb shake hands again
        // and again on a connection, which costs lb far more than the client.
        set("jdk.tls.server.enableSessionTicketExtension", "false");
        set("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private static void client() {
        set(ALLOW_RESTRICTED, RESTRICTED);
        // One attempt is one attempt: all retries are lb's own.
        set("jdk.httpclient.redirects.retrylimit", 1);
        set("jdk.httpclient.disableRetryConnect", "true");
        // Below the idle timeout of common servers (Node.js: 5 s), so that lb closes first.
        set("jdk.httpclient.keepalive.timeout", 4);
        set("jdk.http.maxHeaderSize", 65_536);
        // To read several pieces at once saves a quarter of the processor time of large answers.
        // But more is kept of what a client does not read, 207 KB against 108 of each of 200 such
        // clients: the JDK's own 16 KB where memory is short, up to 48 KB where it is not.
        long pieces = Math.min(4, Runtime.getRuntime().maxMemory() / HEAP_FOR_A_PIECE);
        if (pieces > 1) {
            set("jdk.httpclient.bufsize", pieces * Pieces.MOST);
        }
        // A chunk of 80000000 bytes (hexadecimal) is a negative number to the client's parser, and
        // it reads on the spot for ever. One of its assertions notices.
        ClassLoader.getPlatformClassLoader()
                .setClassAssertionStatus("jdk.internal.net.http.ResponseContent", true);
    }

    /**
     * Makes sure that requests to servers may name their Host. Otherwise every single one of them
     * would fail, after a start on which nothing could be seen.
     *
     * @throws IOException with what is set wrong and what to write instead
     */
    static void check() throws IOException {
        for (String field : RESTRICTED.split(",")) {
            try {
                HttpRequest.newBuilder().header(field, "x");
            } catch (IllegalArgumentException e) {
                throw new IOException("the JDK's client would send no " + field + " because "
                        + ALLOW_RESTRICTED + " is \"" + System.getProperty(ALLOW_RESTRICTED)
                        + "\"; leave it out, or write -D" + ALLOW_RESTRICTED + "=" + RESTRICTED
                        + " without blanks", e);
            }
        }
    }

    /**
     * What of a configuration cannot be had because the process has started with another one.
     *
     * @return for each such key what holds instead; usually empty
     */
    static List<String> notChangeable(Config started, Config next) {
        List<String> notes = new ArrayList<>();
        note(notes, "limit.connections", started.maxConnections(), next.maxConnections());
        note(notes, "timeout.keep-alive", started.keepAliveTimeout(), next.keepAliveTimeout());
        if (headBytes(next.limits()) > Integer.getInteger(HEAD_BYTES, 0)) {
            notes.add("limit.headers and limit.uri: what is so large is cut off until a restart");
        }
        if (headFields(next.limits()) > Integer.getInteger(HEAD_FIELDS, 0)) {
            notes.add("limit.header-count: so many are cut off until a restart");
        }
        return List.copyOf(notes);
    }

    private static void note(List<String> notes, String key, Object started, Object next) {
        if (!started.equals(next)) {
            notes.add(key + " stays as it was at the start until a restart");
        }
    }

    /** Beyond this the JDK closes without an answer; lb's own limits answer 414 and 431. */
    private static int headBytes(Limits limits) {
        return 2 * (limits.headers() + limits.uri()) + 65_536;
    }

    private static int headFields(Limits limits) {
        return 2 * limits.headerCount() + 200;
    }

    private static long seconds(Duration time) {
        return Math.max(1, time.plusMillis(999).toSeconds()); // The unit is whole seconds.
    }

    private static void set(String name, Object value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value.toString());
        }
    }
}
