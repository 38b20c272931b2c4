package lb.proxy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lb.http.Request;
import lb.pool.Choice;
import lb.pool.Choice.Busy;
import lb.pool.Choice.Chosen;
import lb.pool.Choice.Nobody;
import lb.pool.Server;
import lb.proxy.Attempt.Answered;
import lb.proxy.Attempt.Failed;
import lb.rewrite.Rewriter;
import lb.route.Route;

/** Last stage: tries servers of a pool, one after the other, until one has answered. */
final class Forwarder {
    private final Relay relay;
    private final Replies replies;

    Forwarder(Relay relay, Replies replies) {
        this.relay = relay;
        this.replies = replies;
    }

    /**
     * Tries servers until one answers, and passes its answer on; or answers in its place.
     *
     * @param original as the client sent it: what the balancer looks at
     * @param rewritten as it is to be sent
     */
    void forward(Exchange exchange, Request original, Route route, Request rewritten,
            Upstream upstream) throws IOException {
        List<Server> tried = new ArrayList<>(1);
        exchange.log.pool = upstream.pool().name();
        exchange.body.keep(upstream.retry().keep());
        upstream.retry().begin();
        Request outgoing = upstream.pool().strip(rewritten);
        Optional<Server> next = admit(exchange, original, upstream);
        while (next.isPresent()) {
            next = tryServer(next.get(), tried, exchange, original, route, outgoing, upstream);
        }
    }

    /** The first server to try; empty when there is none and the client has been told. */
    private Optional<Server> admit(Exchange exchange, Request original, Upstream upstream)
            throws IOException {
        switch (choose(exchange, original, upstream)) {
            case Chosen chosen -> {
                return Optional.of(chosen.server());
            }
            case Nobody nobody -> replies.send(exchange, 503, "no server available");
            case Busy busy -> replies.busy(exchange, busy.retryAfter(), busy.reason());
        }
        return Optional.empty();
    }

    /** May wait in the pool's queue. That the client has gone meanwhile, the JDK does not tell. */
    private static Choice choose(Exchange exchange, Request original, Upstream upstream)
            throws IOException {
        try {
            return upstream.pool().admit(original);
        } catch (InterruptedException e) {
            if (exchange.deadline.takeExpired()) {
                return new Nobody();
            }
            Thread.currentThread().interrupt(); // lb is being stopped.
            throw new IOException("interrupted", e);
        }
    }

    /** Sends to one server, and passes its answer on or gives the server to try next. */
    private Optional<Server> tryServer(Server server, List<Server> tried, Exchange exchange,
            Request original, Route route, Request rewritten, Upstream upstream)
            throws IOException {
        tried.add(server);
        exchange.log.server = server.name();
        exchange.log.attempts = tried.size();
        Slot slot = new Slot(server);
        try {
            Request request = Rewriter.applyServer(route.rewrite(), rewritten, original,
                    route.name(), server.name());
            long start = System.nanoTime();
            try (Attempt attempt = Sender.send(exchange, request, server, upstream)) {
                report(attempt, server, exchange, start, upstream);
                Optional<Server> next = next(attempt, tried, exchange, original, upstream);
                if (next.isPresent()) {
                    exchange.body.repeat();
                    return next;
                }
                switch (attempt) {
                    case Answered answered -> relay.relay(exchange, original, route, slot,
                            answered.answer(), upstream);
                    case Failed failed -> {
                        slot.free();
                        replies.send(exchange, failed.failure().status(), "");
                    }
                }
                return Optional.empty();
            }
        } finally {
            slot.free();
        }
    }

    /** Lets the pool know how the server does. */
    private static void report(Attempt attempt, Server server, Exchange exchange, long start,
            Upstream upstream) {
        // How slow the client was to send its body says nothing about the server.
        long sent = exchange.body.handedOutAt() - start > 0 ? exchange.body.handedOutAt() : start;
        long nanos = System.nanoTime() - sent;
        switch (attempt) {
            case Answered answered ->
                upstream.pool().answered(server, answered.answer().statusCode(), nanos);
            case Failed failed -> upstream.pool().failed(server, failed.reason(), nanos);
        }
    }

    /** The server to try next; empty when this outcome is the one for the client. */
    private static Optional<Server> next(Attempt attempt, List<Server> tried, Exchange exchange,
            Request original, Upstream upstream) {
        Retry retry = upstream.retry();
        if (!attempt.wantedBy(retry)) {
            if (attempt instanceof Failed failed) {
                exchange.log.note(failed.reason());
            }
            return Optional.empty();
        }
        Optional<String> refusal = retry.refusal(original, attempt.unseen(),
                exchange.body.canRepeat(), tried.size());
        if (refusal.isPresent()) {
            exchange.log.note(attempt.what() + ", not retried: " + refusal.get());
            return Optional.empty();
        }
        Optional<Server> next = retry.next(upstream.pool(), original, tried, attempt.unseen());
        exchange.log.note(next.isPresent()
                ? tried.getLast().name() + ": " + attempt.what() + ", retried"
                : attempt.what() + ", not retried: no further server");
        return next;
    }
}
