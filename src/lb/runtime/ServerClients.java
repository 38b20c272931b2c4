package lb.runtime;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import lb.config.Config.PoolConfig;
import lb.pool.ClientBuilder;
import lb.pool.Server;
import lb.pool.ServerSpec;
import lb.pool.SharedClient;
import lb.tls.ServerTls;

/**
 * Makes the clients that talk to servers: one for all servers of a kind while there is no trouble,
 * one for each that has given some. See {@link lb.pool.SharedClient}. Used by one thread at a time;
 * what it hands out is safe for many.
 */
final class ServerClients {
    // The client's tasks run on whichever of its threads has them. Measured on JDK 25 with 64
    // connections: 53 µs of CPU for each request against 73 with virtual and 173 with pooled
    // threads, for want of hand-overs. Allowed only because nothing of ours that the client calls
    // ever waits: AnswerHandler looks at fields, Upload counts and wakes its exchange.
    private static final Executor DIRECT = Runnable::run;
    // Not for TLS, where the client's one thread would also work off every handshake, milliseconds
    // each, while all other answers of its servers wait. Measured likewise, to nginx by TLS 1.3:
    // 211 µs a request, where the thread alone takes 169. The tasks compute and never wait, so that
    // on JDK 21 as well no virtual thread is pinned for long.
    private static final Executor HANDSHAKES = Thread.ofVirtual().name("tls")::start;
    /** For so long it is not noticed that a server's certificate has expired. */
    private static final Duration RESUME = Duration.ofHours(1);

    /**
     * What servers must have in common to share a client.
     *
     * @param tls empty: plain HTTP
     */
    record Kind(Duration connectTimeout, Optional<ServerTls> tls) {
        /** That of a server in a pool. */
        static Kind of(PoolConfig pool, ServerSpec server) {
            return new Kind(pool.connectTimeout(), server.tls());
        }
    }

    /** Makes clients of one kind; they resume each other's sessions. */
    private record Maker(Kind kind, SSLContext context) implements Supplier<HttpClient> {
        static Maker of(Kind kind) {
            return new Maker(kind, ClientBuilder.context(kind.tls, RESUME));
        }

        @Override
        public HttpClient get() {
            return ClientBuilder.of(kind.tls, context)
                    .connectTimeout(kind.connectTimeout)
                    .executor(kind.tls.isEmpty() ? DIRECT : HANDSHAKES)
                    .build();
        }
    }

    /** A kind's maker, and the client made by it that servers share. */
    private record Source(Maker maker, SharedClient shared) {
        static Source of(Kind kind) {
            Maker maker = Maker.of(kind);
            return new Source(maker, new SharedClient(maker));
        }
    }

    private final Map<Kind, Source> sources = new HashMap<>();

    /** Makes a client for a server alone. */
    Supplier<HttpClient> maker(Kind kind) {
        return source(kind).maker;
    }

    /** Has a server use the client of its kind. */
    void share(Server server, Kind kind) {
        server.share(source(kind).shared);
    }

    /** The system's certificates take 200 ms to read: a request should not meet with that. */
    private Source source(Kind kind) {
        return sources.computeIfAbsent(kind, Source::of);
    }

    /** Leaves the clients of all kinds but these. */
    void retain(Set<Kind> kinds, Leftovers left) {
        sources.entrySet().removeIf(entry -> {
            boolean used = kinds.contains(entry.getKey());
            if (!used) {
                left.client(entry.getValue().shared::close);
            }
            return !used;
        });
    }

    /** Ends those that are shared. */
    void close() {
        sources.values().forEach(source -> source.shared.close());
    }
}
