package lb.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLSession;
import lb.firewall.Rule;
import lb.firewall.Verdict.Limited;
import lb.http.Headers;
import lb.http.Request;
import lb.observe.AccessEntry;
import lb.observe.AccessLog;
import lb.observe.Events;
import lb.proxy.Inbound.Accepted;
import lb.proxy.Inbound.Refused;
import lb.proxy.Routing.Ended;
import lb.proxy.Routing.Routed;
import lb.proxy.Routing.Stopped;
import lb.rewrite.Rewriter;
import lb.route.Route;
import lb.route.RouteAction.Redirect;
import lb.route.RouteAction.Respond;
import lb.route.RouteAction.ToPool;

/**
 * The way of a request: firewall, router, rewriter, balancer. Start reading here.
 *
 * <p>One handler serves all listeners. Safe for many threads.
 */
public final class ProxyHandler implements HttpHandler, Unread {
    private final Events events;
    private final BiPredicate<SSLSession, String> misdirected;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Stages stages;
    private final List<Stages> replaced = new ArrayList<>(); // of the thread that calls use()
    private volatile boolean draining;
    private volatile boolean shedding;
    private final BooleanSupplier isDraining = () -> draining;

    /**
     * A handler.
     *
     * @param misdirected whether a request to a host is on the wrong connection by TLS
     */
    public ProxyHandler(Pipeline pipeline, AccessLog accessLog, Events events,
            BiPredicate<SSLSession, String> misdirected) {
        this.misdirected = misdirected;
        this.stages = Stages.of(pipeline, accessLog, misdirected);
        this.events = events;
    }

    /**
     * Serves requests that come from now on with another configuration.
     *
     * <p>Called by one thread at a time.
     *
     * @return how many requests that began before are still served: once that is none, nobody uses
     *     any pipeline or log until now any more
     */
    public IntSupplier use(Pipeline pipeline, AccessLog accessLog) {
        replaced.add(stages);
        stages = Stages.of(pipeline, accessLog, misdirected);
        replaced.removeIf(old -> old.inFlight().get() == 0); // Nobody enters those again.
        List<Stages> before = List.copyOf(replaced);
        return () -> before.stream().mapToInt(old -> old.inFlight().get()).sum();
    }

    /** From now on each response asks its client to close the connection. */
    public void drain() {
        draining = true;
    }

    /** Whether to answer requests with 503 from now on, because something lb needs runs out. */
    public void shed(boolean on) {
        shedding = on;
    }

    /** Requests being served. */
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        AccessEntry log = new AccessEntry();
        log.startMillis = System.currentTimeMillis();
        long start = System.nanoTime();
        inFlight.incrementAndGet();
        Stages now = enter();
        try {
            serve(http, log, now);
        } catch (IOException e) { // Upon which the JDK's server closes the connection.
            log.note(log.reason.isEmpty() ? reason(e) : "");
            throw e;
        } catch (RuntimeException | Error e) { // An Error would leave the client without an end.
            log.reason = "internal error";
            log.status = log.status == 0 ? 500 : log.status;
            events.fault("request failed: " + log.method + " " + log.target, e);
            throw new IOException(e);
        } finally {
            inFlight.decrementAndGet();
            log.status = log.status == 0 ? AccessEntry.WENT_AWAY : log.status;
            log.totalNanos = System.nanoTime() - start;
            now.accessLog().log(log);
            now.inFlight().decrementAndGet();
        }
    }

    /** Counts this request in with the stages that will serve it: never half of a reload. */
    private Stages enter() {
        while (true) {
            Stages now = stages;
            now.inFlight().incrementAndGet();
            if (now == stages) {
                return now;
            }
            now.inFlight().decrementAndGet(); // Whoever has replaced them may not have seen us.
        }
    }

    private static String reason(IOException e) {
        return e instanceof DeadlineExpired || Watchdog.takeExpired()
                ? "client did not read for timeout.body" : "client went away";
    }

    @Override
    public void ended(String requestLine, int status, String why) {
        AccessEntry log = new AccessEntry();
        log.startMillis = System.currentTimeMillis();
        String[] words = requestLine.split(" ", 3);
        log.method = words[0];
        log.target = words.length > 1 ? words[1] : "";
        log.protocol = words.length > 2 ? words[2] : "";
        log.status = status;
        log.reason = why;
        Stages now = enter();
        now.accessLog().log(log);
        now.inFlight().decrementAndGet();
    }

    private void serve(HttpExchange http, AccessEntry log, Stages now) throws IOException {
        Exchange exchange = now.open(http, log);
        exchange.closeIf(isDraining);
        if (shedding) {
            now.replies().refuse(exchange, 503, "load is shed");
            return;
        }
        try {
            switch (now.reader().read(http, log.id)) {
                case Refused refused ->
                    now.replies().refuse(exchange, refused.status(), refused.reason());
                case Accepted accepted -> serve(exchange, now, accepted.request());
            }
        } catch (RequestBody.Broken broken) {
            now.replies().refuse(exchange, broken.status(), broken.getMessage());
        } finally {
            log.bytesReceived = exchange.body.bytesRead();
        }
    }

    private static void serve(Exchange exchange, Stages now, Request request) throws IOException {
        exchange.log.client = request.origin().client();
        exchange.log.host = request.host();
        Pipeline pipeline = now.pipeline();
        Routing routing = Routing.of(request, pipeline.settings(), pipeline.firewall()::check,
                pipeline.router());
        for (Rule observed : routing.observed()) {
            exchange.log.note("rule " + observed.name() + " would " + observed.action());
        }
        switch (routing) {
            case Ended ended -> now.replies().send(exchange, ended.status(), fields(ended),
                    ended.reason());
            case Routed routed -> {
                exchange.log.route = routed.route().name();
                follow(exchange, now, request, routed.route());
            }
        }
    }

    private static Headers fields(Ended ended) {
        return ended instanceof Stopped stopped && stopped.verdict() instanceof Limited limited
                ? Headers.of("Retry-After", Long.toString(limited.seconds())) : Headers.EMPTY;
    }

    private static void follow(Exchange exchange, Stages now, Request request, Route route)
            throws IOException {
        switch (route.action()) {
            case Redirect redirect -> now.replies().redirect(exchange, redirect.status(),
                    redirect.locate(request, route.name()));
            case Respond respond -> now.replies().respond(exchange, respond.status(),
                    respond.body().expand(request, route.name(), ""));
            case ToPool toPool -> {
                Request ours = Outbound.prepare(now.pipeline().settings(), request);
                exchange.log.trace = TraceContext.traceId(ours.headers());
                Request rewritten = Rewriter.apply(route.rewrite(), ours, route.name());
                Upstream upstream = now.pipeline().upstreams().get(toPool.choose(request));
                now.forwarder().forward(exchange, request, route, rewritten, upstream);
            }
        }
    }
}
