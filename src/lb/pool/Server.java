package lb.pool;

import java.net.http.HttpClient;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import lb.dns.Name;

/**
 * One member of a pool, alive: what is counted about it and what state it is in. Safe for many
 * threads.
 *
 * <p>A request is counted in by {@link Pool#choose} and must be counted out by {@link #release},
 * once.
 */
public final class Server {
    private final String name;
    private final Name host;
    private volatile ServerSpec spec;
    private volatile int weight; // spec's, but nearer: algorithms ask it of every server
    private volatile Health health;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private final Latency latency = new Latency();
    private final ReentrantLock clientLock = new ReentrantLock(); // guards writes of what follows
    private volatile Supplier<HttpClient> maker;
    private volatile HttpClient client; // null until first used
    private boolean closed;

    /**
     * A server whose host needs no look-up.
     *
     * @param spec as the file describes it
     * @param health shared by every server with the same address and the same check
     * @param client makes the client that talks to it; called on first use
     */
    public Server(ServerSpec spec, Health health, Supplier<HttpClient> client) {
        this(spec, Name.fixed(spec.host()), health, client);
    }

    /**
     * A server.
     *
     * @param spec as the file describes it
     * @param host its host, looked up in the background
     * @param health shared by every server with the same address and the same check
     * @param client makes the client that talks to it; called on first use
     */
    public Server(ServerSpec spec, Name host, Health health, Supplier<HttpClient> client) {
        this.spec = spec;
        this.name = spec.name();
        this.host = host;
        this.weight = spec.weight();
        this.health = health;
        this.maker = client;
    }

    /** As the file describes it. */
    public ServerSpec spec() {
        return spec;
    }

    /** {@code host:port}. */
    public String name() {
        return name;
    }

    /**
     * Its host as it stands in the URL of a request: the address, so that nobody has to look a name
     * up for it; empty while it is not known. TLS is about the name, so with {@code https} that.
     */
    public String urlHost() {
        return spec.scheme().equals("https") ? Name.fixed(spec.host()).urlHost() : host.urlHost();
    }

    /**
     * Describes it anew: weight, max, backup and drain; all that is counted about it stays. The
     * pool must {@linkplain Pool#replace be told}.
     *
     * @param spec with the same scheme, host and port
     * @param health how it is by the checks from now on
     */
    public void become(ServerSpec spec, Health health) {
        if (!spec.sameAddress(this.spec)) {
            throw new IllegalArgumentException(this.spec + " cannot become " + spec);
        }
        this.spec = spec;
        this.weight = spec.weight();
        this.health = health;
    }

    /** Whether it passes its checks. */
    public Health health() {
        return health;
    }

    /** Its weight now. */
    public int weight() {
        return weight;
    }

    /** Whether it may be given new requests, as far as the server itself is concerned. */
    boolean takesNewRequests() {
        return health.isUp() && !spec.drain() && weight() > 0;
    }

    /** Requests sent, or about to be sent, and not yet answered in full. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Whether it has as many requests in flight as its {@code max} allows. */
    public boolean isFull() {
        return spec.max() > 0 && inFlight.get() >= spec.max();
    }

    /** Counts one request in, whatever its {@code max}; {@link #release} must follow, once. */
    public void acquire() {
        inFlight.incrementAndGet();
        requests.increment();
    }

    /**
     * Counts one request in unless the server is full; if so, {@link #release} must follow, once.
     *
     * @return whether it was counted in
     */
    public boolean tryAcquire() {
        if (spec.max() == 0) {
            acquire();
            return true;
        }
        int before;
        do {
            before = inFlight.get();
            if (before >= spec.max()) {
                return false;
            }
        } while (!inFlight.compareAndSet(before, before + 1));
        requests.increment();
        return true;
    }

    /**
     * Counts one request in if just as many are in flight as the caller saw, and fewer than
     * {@code max}: nobody else took the slot in the meantime.
     *
     * @return whether it was counted in
     */
    public boolean acquireIf(int seen) {
        if (spec.max() > 0 && seen >= spec.max() || !inFlight.compareAndSet(seen, seen + 1)) {
            return false;
        }
        requests.increment();
        return true;
    }

    /** Counts one request out. */
    public void release() {
        inFlight.decrementAndGet();
    }

    /** Requests it was chosen for since the start. */
    public long requests() {
        return requests.sum();
    }

    /**
     * Takes in how long an answer took, from the request being sent to the answer's head.
     *
     * @param nanos nanoseconds
     * @param now {@link System#nanoTime} when the head arrived
     */
    public void observeLatency(long nanos, long now) {
        latency.observe(nanos, now);
    }

    /**
     * How long answers take of late, in nanoseconds: peaks count at once and fade within seconds.
     *
     * @param now {@link System#nanoTime}
     * @return empty when none was ever seen
     */
    public OptionalDouble latency(long now) {
        return latency.at(now);
    }

    /**
     * The client that talks to it, and to no other server: made on first use. After
     * {@link #close} it is one that refuses everything with an {@code IOException}.
     */
    public HttpClient client() {
        HttpClient made = client;
        return made != null ? made : makeClient();
    }

    private HttpClient makeClient() {
        clientLock.lock();
        try {
            if (client == null) {
                HttpClient made = maker.get();
                if (closed) {
                    made.shutdownNow();
                }
                client = made;
            }
            return client;
        } finally {
            clientLock.unlock();
        }
    }

    /**
     * Sends further requests with another client.
     *
     * @param maker makes the new one; called on first use
     * @return the client until now, if it was used: to be closed by the caller once the requests
     *     that have been given it are done
     */
    public Optional<HttpClient> useClient(Supplier<HttpClient> maker) {
        clientLock.lock();
        try {
            this.maker = maker;
            HttpClient before = client;
            client = null;
            return Optional.ofNullable(before);
        } finally {
            clientLock.unlock();
        }
    }

    /** Replaces the client after an unexplained hang; requests in flight on the old one fail. */
    public void renewClient() {
        renewClient(client);
    }

    /**
     * Replaces the client unless somebody else already has: when a server hangs, many requests
     * notice at once, and only the first of them is to bring down what the others share.
     *
     * @param hung the client the request was sent with
     */
    public void renewClient(HttpClient hung) {
        clientLock.lock();
        try {
            if (closed || hung == null || client != hung) {
                return;
            }
            client = null; // The next request makes a new one.
        } finally {
            clientLock.unlock();
        }
        shutDown(hung);
    }

    /** Ends the client; requests in flight fail. */
    public void close() {
        clientLock.lock();
        try {
            closed = true;
        } finally {
            clientLock.unlock();
        }
        if (client != null) {
            shutDown(client);
        }
    }

    /** On a thread of its own, for it fails every request in flight one after the other. */
    private void shutDown(HttpClient old) {
        Thread.ofVirtual().name("shut-down " + name).start(old::shutdownNow);
    }

    @Override
    public String toString() {
        return name;
    }
}
