package lb.pool;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import lb.http.Request;
import lb.observe.Events;

/**
 * Servers able to answer the same requests. Safe for many threads; choosing takes no lock.
 *
 * <p>A server is available when it passes its checks, has a weight above 0, is not draining and
 * not ejected. Backup servers are available while no other is; ejected ones, as a last resort,
 * while not even a backup is.
 */
public final class Pool implements AutoCloseable {
    private static final long A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final PoolEvents events;
    private final LongSupplier nanoTime;
    private final WaitingLine line = new WaitingLine(request -> choose(request, List.of()));
    private final Runnable listener = this::refresh;
    private final Decisions decisions = new Decisions();
    private final AtomicLong changes = new AtomicLong();
    private final ReentrantLock refreshing = new ReentrantLock(); // guards writes of what follows
    private volatile List<Server> servers = List.of();
    private volatile Balancer balancer;
    private volatile PoolSettings settings;
    private List<Health> heard = List.of(); // those that listener listens to
    private volatile Roster roster = Roster.EMPTY;
    private volatile long lookAgain; // on nanoTime, when a server will change by itself
    private volatile boolean changesByItself;

    /** A pool whose servers are what their checks say, in which nobody waits. */
    public Pool(String name, List<Server> servers, Balancer balancer) {
        this(name, servers, balancer, PoolSettings.PLAIN, Events.NONE, System::nanoTime);
    }

    /**
     * A pool.
     *
     * @param name its name in the file
     * @param servers in the file's order; each in no other pool
     * @param balancer for this pool alone
     * @param events where changes are logged
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public Pool(String name, List<Server> servers, Balancer balancer, PoolSettings settings,
            Events events, LongSupplier nanoTime) {
        this.name = name;
        this.balancer = balancer;
        this.events = new PoolEvents(name, events);
        this.nanoTime = nanoTime;
        replace(servers, balancer, settings, () -> {});
    }

    /**
     * Has these members from now on, at one stroke: a request chooses from the members until now or
     * from these.
     *
     * @param members in the file's order; some of them may be members already, and stay what they
     *     are
     * @param chooser the balancer until now, which then goes on, or another one
     * @param changes made to the members in the same step: {@link Server#become}
     */
    public void replace(List<Server> members, Balancer chooser, PoolSettings rules,
            Runnable changes) {
        refreshing.lock();
        try {
            changes.run();
            heard.forEach(health -> health.forget(listener));
            members.forEach(server -> server.whenFreed(line::serve));
            servers = List.copyOf(members);
            settings = rules;
            heard = servers.stream().map(Server::health).toList();
            heard.forEach(health -> health.onChange(listener));
            replaceRoster(this.changes.incrementAndGet(), chooser);
        } finally {
            refreshing.unlock();
        }
        events.write();
        line.serve(); // There may be a server that was not there before.
    }

    /** What chooses among its servers. */
    public Balancer balancer() {
        return balancer;
    }

    /** Its name in the file. */
    public String name() {
        return name;
    }

    /** All servers, in the file's order. */
    public List<Server> servers() {
        return servers;
    }

    /** The server of this name, {@code host:port}. */
    public Optional<Server> server(String name) {
        return servers.stream().filter(server -> server.name().equals(name)).findFirst();
    }

    /** The servers that new requests go to, in the file's order. */
    public List<Server> available() {
        return roster.available();
    }

    /** Whether {@link #available} are servers that are ejected, for want of any other. */
    public boolean isLastResort() {
        return roster.lastResort();
    }

    /** How many requests wait for a server. */
    public int waiting() {
        return line.length();
    }

    /**
     * Chooses a server for a new request and counts the request in; when every server is at its
     * {@code max}, waits in the queue for one.
     *
     * @throws InterruptedException when interrupted while waiting; the request has left the queue
     */
    public Choice admit(Request request) throws InterruptedException {
        Choice now = admitNow(request);
        return now != null ? now
                : line.await(request, settings.queue(), settings.queueTimeout());
    }

    /** Null when the request has to wait. */
    private Choice admitNow(Request request) {
        if (line.length() == 0) { // Or else the others were here first.
            Optional<Server> server = choose(request, List.of());
            if (server.isPresent()) {
                return new Choice.Chosen(server.get());
            }
        }
        return roster.available().isEmpty() ? new Choice.Nobody() : null;
    }

    /**
     * The same for a caller whose time is not that of the thread: empty when the request waits at
     * its place from now on, which is told of its server, until {@link #leave}.
     */
    public Optional<Choice> enter(Place place) {
        Choice now = admitNow(place.request);
        return now != null ? Optional.of(now)
                : line.enter(place, settings.queue(), settings.queueTimeout());
    }

    /** Gives up a place in the queue, unless it has just been served. */
    public Choice leave(Place place) {
        return line.leave(place, settings.queueTimeout());
    }

    /**
     * Chooses a server that is available and not among those already tried, and counts the request
     * in: the caller must call {@link Server#release}. Does not wait: a request that is tried again
     * is older than those that do, and goes before them.
     *
     * @param request as the client sent it
     * @param tried servers that could not answer it; usually empty
     * @return empty when there is none, or all are at their {@code max}
     */
    public Optional<Server> choose(Request request, Collection<Server> tried) {
        return decisions.isDue()
                ? decisions.keep(request, candidates(request, tried), decide(request, tried))
                : decide(request, tried);
    }

    private Optional<Server> decide(Request request, Collection<Server> tried) {
        Roster now = roster;
        Optional<Server> own = pinned(request, now.pinned());
        return own.isPresent() && !tried.contains(own.get()) && own.get().tryAcquire() ? own
                : Roster.take(now.eligible(tried), balancer, request);
    }

    private Optional<Server> pinned(Request request, Map<String, Server> byValue) {
        return byValue.isEmpty() ? Optional.empty()
                : settings.sticky().flatMap(sticky -> sticky.find(request, byValue));
    }

    /**
     * Whom {@link #choose} would choose, and why, for people who ask. Nothing is counted in and
     * nobody's turn is used up.
     *
     * @param tried servers that could not answer the request; usually empty
     */
    public Candidates candidates(Request request, Collection<Server> tried) {
        Roster now = roster;
        return pinned(request, now.pinned())
                .filter(own -> !tried.contains(own) && !own.isFull())
                .map(own -> Candidates.pinned(servers, own))
                .orElseGet(() -> Candidates.ranked(servers, now, balancer, request, tried));
    }

    /** The last choices that were looked at, the latest first: one a {@link #tick}. */
    public List<Decision> decisions() {
        return decisions.last();
    }

    /** The request without what is between client and lb: the cookie that pins it. */
    public Request strip(Request request) {
        return settings.sticky().map(sticky -> sticky.strip(request)).orElse(request);
    }

    /**
     * What to send as {@code Set-Cookie} so that the client stays with the server that has answered
     * it. Empty when it does not have to: sessions are not sticky, or the client has a server that
     * is merely busy or failed this one request.
     */
    public Optional<String> pin(Request request, Server server) {
        Map<String, Server> byValue = roster.pinned();
        return settings.sticky()
                .filter(sticky -> sticky.find(request, byValue).isEmpty())
                .filter(sticky -> byValue.containsValue(server))
                .map(sticky -> sticky.setCookie(server, request));
    }

    /**
     * Takes in that a server has answered a request.
     *
     * @param nanos nanoseconds from the request being sent to the answer's head
     */
    public void answered(Server server, int status, long nanos) {
        server.observeLatency(nanos, nanoTime.getAsLong());
        if (status < 500 || status > 599) { // Beyond is what a server makes up, such as 999.
            server.outliers().succeeded();
        } else {
            failed(server, "status " + status);
        }
    }

    /**
     * Takes in that a server has given no answer, or not all of it.
     *
     * @param reason for the log: {@code connection broke}
     * @param nanos nanoseconds from the request being sent to the failure
     */
    public void failed(Server server, String reason, long nanos) {
        // A server that refuses at once must not pass for the quickest. A second is a guess.
        server.observeLatency(Math.max(nanos, A_SECOND), nanoTime.getAsLong());
        failed(server, reason);
    }

    private void failed(Server server, String reason) {
        server.countFailure();
        Outliers limits = settings.outliers();
        if (limits.failures() > 0 && !server.availability().isEjected()
                && server.outliers().failed(nanoTime.getAsLong(), limits)) {
            eject(server, limits.failures() == 1 ? reason : limits.failures() + " failures in "
                    + Availability.text(limits.window()) + ", the last: " + reason);
        }
    }

    private void eject(Server server, String reason) {
        boolean ejected;
        refreshing.lock(); // Two may fail at once, and one of them be too many.
        try {
            ejected = settings.outliers().eject(server, servers, reason, nanoTime.getAsLong(),
                    events);
        } finally {
            refreshing.unlock();
        }
        events.write();
        if (ejected) {
            refresh();
        }
    }

    /** Sends a server no new requests, except from clients that stick to it. */
    public void drain(Server server) {
        order(server, "drains", it -> it.order(ServerState.DRAIN, "drained by hand"));
    }

    /** Sends a server no requests at all; those in flight are finished. */
    public void down(Server server) {
        order(server, "is down", it -> it.order(ServerState.DOWN, "taken down by hand"));
    }

    /** Takes back {@link #drain}, {@link #down} and what the file says of draining. */
    public void ready(Server server) {
        order(server, "is ready", Availability::withdrawOrder);
    }

    /**
     * Gives a server another weight, until the next start.
     *
     * @param weight 0 to {@link ServerSpec#MAX_WEIGHT}
     * @throws IllegalArgumentException when it is not; with what to write instead
     */
    public void weight(Server server, int weight) {
        ServerSpec.inRange("weight", weight, 0, ServerSpec.MAX_WEIGHT);
        order(server, "has weight " + weight, it -> it.weight(weight));
    }

    /** Has a server stand as it does in another process: for dry runs. */
    public void assume(Server server, Standing standing, int weight, int inFlight) {
        for (int i = server.inFlight(); i < inFlight; i++) {
            server.acquire();
        }
        order(server, "is assumed " + standing.state().label(), it -> it.assume(standing, weight));
    }

    private void order(Server server, String what, Consumer<Availability> change) {
        refreshing.lock();
        try {
            change.accept(server.availability());
            events.ordered(server, what);
        } finally {
            refreshing.unlock();
        }
        refresh();
    }

    /**
     * Lets time have its effects: ejections end, the weights of servers that start slowly grow.
     * Call it a few times a second; it costs one look at the clock when nothing is due, and else
     * works on a thread of its own.
     */
    public void tick() {
        decisions.due();
        tick(work -> Thread.ofVirtual().name("refresh " + name).start(work));
    }

    /** The same, with the work done by this executor. */
    public void tick(Executor executor) {
        if (changesByItself && nanoTime.getAsLong() - lookAgain >= 0) {
            changesByItself = false; // The refresh says anew.
            executor.execute(this::refresh);
        }
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
            if (roster.change() < change) {
                replaceRoster(changes.get(), balancer);
            }
        } finally {
            refreshing.unlock();
        }
        events.write();
        line.serve(); // There may be a server that was not there before.
    }

    private void replaceRoster(long change, Balancer chooser) {
        long now = nanoTime.getAsLong();
        SlowStart slowStart = new SlowStart(settings.slowStart());
        long next = Long.MAX_VALUE;
        for (Server server : servers) {
            if (server.availability().endEjection(now)) {
                events.back(server);
            }
            server.update(now, slowStart);
            next = Math.min(next, server.availability().nanosToNextChange(now, slowStart));
        }
        lookAgain = now + next;
        changesByItself = next < Long.MAX_VALUE;
        Roster before = roster;
        Roster after = Roster.of(servers, settings.sticky(), change);
        chooser.prepare(after.available());
        balancer = chooser; // First: it may meet the list before, but its forerunner no later one.
        roster = after;
        events.changed(before, after);
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
