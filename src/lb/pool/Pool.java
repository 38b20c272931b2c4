package lb.pool;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import lb.http.Request;

/**
 * Servers able to answer the same requests. Safe for many threads; choosing takes no lock.
 *
 * <p>A server is available when it passes its checks, has a weight above 0 and is not draining.
 * Backup servers are available while no other is.
 */
public final class Pool implements AutoCloseable {
    /**
     * Who may be chosen, replaced whole.
     *
     * @param available in the file's order
     * @param backups in the file's order; for requests that have tried all of {@code available}
     * @param change the number of the change that this takes in
     */
    private record Snapshot(List<Server> available, List<Server> backups, long change) {}

    private final String name;
    private final Runnable listener = this::refresh;
    private final AtomicLong changes = new AtomicLong();
    private final ReentrantLock refreshing = new ReentrantLock(); // guards writes of what follows
    private volatile List<Server> servers = List.of();
    private volatile Balancer balancer;
    private List<Health> heard = List.of(); // those that listener listens to
    private volatile Snapshot snapshot = new Snapshot(List.of(), List.of(), -1);

    /**
     * A pool.
     *
     * @param name its name in the file
     * @param servers in the file's order
     * @param balancer for this pool alone
     */
    public Pool(String name, List<Server> servers, Balancer balancer) {
        this.name = name;
        this.balancer = balancer;
        replace(servers, balancer);
    }

    /** Has other members from now on, or members that have {@linkplain Server#become changed}. */
    public void replace(List<Server> members) {
        replace(members, balancer);
    }

    /**
     * The same, chosen from in another way. Requests never see a pool without members: those that
     * are choosing may still choose from the members until now.
     */
    public void replace(List<Server> members, Balancer chooser) {
        refreshing.lock();
        try {
            heard.forEach(health -> health.forget(listener));
            servers = List.copyOf(members);
            heard = servers.stream().map(Server::health).toList();
            heard.forEach(health -> health.onChange(listener));
            replaceSnapshot(changes.incrementAndGet(), chooser);
        } finally {
            refreshing.unlock();
        }
    }

    /** Its name in the file. */
    public String name() {
        return name;
    }

    /** All servers, in the file's order. */
    public List<Server> servers() {
        return servers;
    }

    /** The servers that new requests go to, in the file's order. */
    public List<Server> available() {
        return snapshot.available;
    }

    /**
     * Chooses a server that is available and not among those already tried, and counts the request
     * in: the caller must call {@link Server#release}.
     *
     * @param request as the client sent it
     * @param tried servers that could not answer it; usually empty
     * @return empty when there is none, or all are at their {@code max}
     */
    public Optional<Server> choose(Request request, Collection<Server> tried) {
        List<Server> eligible = eligible(tried);
        while (!eligible.isEmpty()) {
            Optional<Server> taken = take(eligible, request);
            if (taken.isPresent()) {
                return taken;
            }
            eligible = notFull(eligible); // Full, or another request was quicker: look again.
        }
        return Optional.empty();
    }

    private List<Server> eligible(Collection<Server> tried) {
        Snapshot now = snapshot;
        if (tried.isEmpty()) {
            return now.available; // The same list as last time, as long as nothing changed.
        }
        List<Server> untried = without(now.available, tried);
        return untried.isEmpty() ? without(now.backups, tried) : untried;
    }

    private static List<Server> without(List<Server> servers, Collection<Server> tried) {
        return servers.stream().filter(server -> !tried.contains(server)).toList();
    }

    private Optional<Server> take(List<Server> eligible, Request request) {
        if (eligible.size() > 1) {
            return balancer.take(eligible, request);
        }
        Server only = eligible.get(0);
        return only.tryAcquire() ? Optional.of(only) : Optional.empty();
    }

    private static List<Server> notFull(List<Server> eligible) {
        return eligible.stream().noneMatch(Server::isFull) ? eligible
                : eligible.stream().filter(server -> !server.isFull()).toList();
    }

    /**
     * Works out anew who is available. What has changed by the time of the call is taken in when
     * it returns, by this thread or by another: when a thousand servers come up together, those
     * that wait here share one piece of work.
     */
    private void refresh() {
        long change = changes.incrementAndGet();
        refreshing.lock();
        try {
            if (snapshot.change < change) {
                replaceSnapshot(changes.get(), balancer);
            }
        } finally {
            refreshing.unlock();
        }
    }

    private void replaceSnapshot(long change, Balancer chooser) {
        List<Server> usable = servers.stream().filter(Server::takesNewRequests).toList();
        List<Server> first = usable.stream().filter(server -> !server.spec().backup()).toList();
        List<Server> backups = usable.stream().filter(server -> server.spec().backup()).toList();
        Snapshot next = first.isEmpty() ? new Snapshot(backups, List.of(), change)
                : new Snapshot(first, backups, change);
        chooser.prepare(next.available);
        balancer = chooser; // First: a balancer may come upon the list before, but on no later one.
        snapshot = next;
    }

    /** Stops listening to the health of its servers, which stay as they are. */
    @Override
    public void close() {
        refreshing.lock();
        try {
            heard.forEach(health -> health.forget(listener));
            heard = List.of();
        } finally {
            refreshing.unlock();
        }
    }
}
