package lb.health;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Looks names up, so that the client finds them in the JDK's cache and never blocks on them. A
 * look-up that outlasts a check is waited for by the next one: a dead name server costs one thread
 * a name, not one more every two seconds. Safe for many threads.
 */
final class Resolver {
    /** Where names come from: the JDK, but for tests. */
    interface Source {
        void find(String host) throws UnknownHostException;
    }

    private final Executor threads;
    private final Source source;
    private final Map<String, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    /**
     * A resolver.
     *
     * @param threads may block while a name is looked up
     */
    Resolver(Executor threads, Source source) {
        this.threads = threads;
        this.source = source;
    }

    /** Asks the system, by way of the JDK's cache. */
    static Resolver ofSystem(Executor threads) {
        return new Resolver(threads, InetAddress::getByName);
    }

    /** Done when the name is known, or failed with {@link UnknownHostException}. */
    CompletableFuture<Void> lookUp(String host) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> other = underWay.putIfAbsent(host, mine);
        if (other != null) {
            return other;
        }
        threads.execute(() -> find(host, mine));
        return mine;
    }

    private void find(String host, CompletableFuture<Void> found) {
        try {
            source.find(host);
            underWay.remove(host);
            found.complete(null);
        } catch (UnknownHostException | RuntimeException e) {
            underWay.remove(host);
            found.completeExceptionally(e);
        }
    }
}
