package lb.pool;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
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
    /** The hundredths of a whole weight; see {@link #share}. */
    public static final int FULL_SHARE = 100;
    private static final int SUSPICIOUS = 3; // Timeouts in a row. Arbitrary.

    // Not an AtomicInteger, for some algorithms look at every server: one step less for each.
    private static final AtomicIntegerFieldUpdater<Server> IN_FLIGHT =
            AtomicIntegerFieldUpdater.newUpdater(Server.class, "inFlight");

    private final String name;
    private final Name host;
    private volatile ServerSpec spec;
    private volatile Health health;
    private final Availability availability;
    private final OutlierDetector outliers = new OutlierDetector();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Latency latency = new Latency();
    private final ReentrantLock clientLock = new ReentrantLock(); // guards writes of what follows
    private volatile Supplier<HttpClient> maker;
    private volatile SharedClient shared; // null: it has a client of its own
    private SharedClient common; // the shared one, also after leaving it
    private volatile HttpClient client; // its own; null until first used
    private final AtomicInteger timeouts = new AtomicInteger(); // in a row, with this client
    private volatile boolean closed;
    private volatile Runnable whenFreed = () -> {};
    private volatile int inFlight; // written through IN_FLIGHT
    private volatile int share; // availability's, but nearer: algorithms ask it of every server

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
        this.health = health;
        this.availability = new Availability(health, spec);
        this.share = availability.share();
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
     * up for it; empty while it is not known.
     */
    public String urlHost() {
        return host.urlHost();
    }

    /**
     * Describes it anew: weight, max, backup and drain; all that is counted about it stays. Only
     * within {@link Pool#replace}.
     *
     * @param after with the same scheme, host and port
     * @param checked how it is by the checks from now on
     */
    public void become(ServerSpec after, Health checked) {
        if (!after.sameAddress(spec)) {
            throw new IllegalArgumentException(spec + " cannot become " + after);
        }
        availability.become(spec, after, checked);
        health = checked;
        spec = after;
    }

    /** Whether it passes its checks. */
    public Health health() {
        return health;
    }

    /** The weight it was given, by the file or at run time; 0 to {@link ServerSpec#MAX_WEIGHT}. */
    public int weight() {
        return availability.weight();
    }

    /**
     * The weight that counts now, in hundredths: less than 100 times {@link #weight} while it
     * starts slowly. What algorithms go by.
     */
    public int share() {
        return share;
    }

    /** Lets the time of day have its effect on it; one thread at a time. */
    void update(long now, SlowStart slowStart) {
        availability.update(now, slowStart);
        share = availability.share();
    }

    /** How it stands, why, and since when. */
    public Standing standing() {
        return availability.standing();
    }

    /** The last states it has come to, and when; the latest last. */
    public List<Standing> timeline() {
        return availability.timeline();
    }

    Availability availability() {
        return availability;
    }

    OutlierDetector outliers() {
        return outliers;
    }

    /** Requests sent, or about to be sent, and not yet answered in full. */
    public int inFlight() {
        return inFlight;
    }

    /** Whether it has as many requests in flight as its {@code max} allows. */
    public boolean isFull() {
        return spec.max() > 0 && inFlight >= spec.max();
    }

    /** Counts one request in, whatever its {@code max}; {@link #release} must follow, once. */
    public void acquire() {
        IN_FLIGHT.incrementAndGet(this);
        requests.increment();
    }

    /**
     * Counts one request in unless the server is full; if so, {@link #release} must follow, once.
     *
     * @return whether it was counted in
     */
    boolean tryAcquire() {
        if (spec.max() == 0) {
            acquire();
            return true;
        }
        int before;
        do {
            before = inFlight;
            if (before >= spec.max()) {
                return false;
            }
        } while (!IN_FLIGHT.compareAndSet(this, before, before + 1));
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
        boolean full = spec.max() > 0 && seen >= spec.max();
        if (full || !IN_FLIGHT.compareAndSet(this, seen, seen + 1)) {
            return false;
        }
        requests.increment();
        return true;
    }

    /** Counts one request out; one that waits for a server at its {@code max} goes on. */
    public void release() {
        IN_FLIGHT.decrementAndGet(this);
        if (spec.max() > 0) {
            whenFreed.run();
        }
    }

    /** Runs after each release, on the thread of the request that has ended; it must be quick. */
    void whenFreed(Runnable listener) {
        whenFreed = listener;
    }

    /** Requests it was chosen for since the start. */
    public long requests() {
        return requests.sum();
    }

    /** Takes in that it gave no answer, or one with a status of 500 or more. */
    void countFailure() {
        failures.increment();
    }

    /** How often it gave no answer, or one with a status of 500 or more. */
    public long failures() {
        return failures.sum();
    }

    /** How often it was ejected. */
    public long ejections() {
        return outliers.ejections();
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

    /** Uses this client together with other servers, until it gives trouble. */
    public void share(SharedClient other) {
        clientLock.lock();
        try {
            common = other;
            shared = closed ? null : other;
            timeouts.set(0);
        } finally {
            clientLock.unlock();
        }
    }

    /**
     * The client that talks to it, made on first use. After {@link #close} it is one that refuses
     * everything with an {@code IOException}.
     */
    public HttpClient client() {
        SharedClient common = shared;
        if (common != null) {
            return common.client();
        }
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
     * @param other makes the new one; called on first use
     * @return the client until now, if it was used: to be closed by the caller once the requests
     *     that have been given it are done
     */
    public Optional<HttpClient> useClient(Supplier<HttpClient> other) {
        clientLock.lock();
        try {
            HttpClient before = client;
            maker = other;
            client = null;
            timeouts.set(0);
            return Optional.ofNullable(before);
        } finally {
            clientLock.unlock();
        }
    }

    /** Takes in that a request was answered. */
    public void answered() {
        if (timeouts.get() > 0) { // A write that all threads would do is one that all wait for.
            timeouts.set(0);
        }
    }

    /**
     * Takes in that a request was not answered in time. It may be the client that hangs: its one
     * thread reads for all requests, so after some such timeouts in a row it is replaced.
     *
     * @param used the client the request was sent with
     */
    public void timedOut(HttpClient used) {
        if (used == client() && timeouts.incrementAndGet() >= SUSPICIOUS) {
            renewClient(used);
        }
    }

    /**
     * Replaces the client by one of its own, unless another request has had it replaced already.
     * Requests in flight may end on the old one; then its connections are closed, forgotten ones
     * too.
     *
     * @param used the client that is not trusted any more
     */
    public void renewClient(HttpClient used) {
        clientLock.lock();
        try {
            if (client != used) {
                // Not by `shared`: a request may have found it just before another had us leave.
                if (common != null && common.renew(used)) {
                    shared = null;
                }
                return;
            }
            if (closed) {
                return; // And so is the client.
            }
            client = null; // The next request makes a new one.
            timeouts.set(0);
        } finally {
            clientLock.unlock();
        }
        used.shutdown();
    }

    /** Whether requests to it are pointless, those in flight too: it is no server any more. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Ends its client. Requests in flight fail: at once with one of its own, soon with a shared
     * one, for whoever waits for an answer looks at {@link #isClosed}.
     */
    public void close() {
        clientLock.lock();
        try {
            closed = true;
            shared = null;
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
