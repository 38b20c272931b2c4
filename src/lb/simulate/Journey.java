package lb.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lb.http.Request;
import lb.pool.Choice;
import lb.pool.Place;
import lb.pool.Server;
import lb.proxy.Failure;
import lb.proxy.Retry;
import lb.simulate.Arrivals.Arrival;

/**
 * One request's way through a load balancer: what {@code proxy.Forwarder} does, on a clock that
 * does not wait. All requests are GET without a body, which may be sent again.
 */
final class Journey {
    /** How an attempt ended. */
    enum End {
        ANSWERED(200), ERROR(503), REFUSED(Failure.CONNECT, "cannot connect"),
        UNREACHABLE(Failure.CONNECT_TIMEOUT, "connect timeout"),
        BROKEN(Failure.RESET, "connection broke"), TIMEOUT(Failure.TIMEOUT, "no answer in time");

        private final int status; // 0: no answer.
        private final Failure failure; // Null: an answer.
        private final String text;

        End(int status) {
            this.status = status;
            this.failure = null;
            this.text = "";
        }

        End(Failure failure, String text) {
            this.status = 0;
            this.failure = failure;
            this.text = text;
        }

        boolean wantedBy(Retry retry) {
            return failure == null ? retry.wants(status) : retry.wants(failure);
        }

        boolean unseen() {
            return failure != null && failure.unseen();
        }
    }

    private final Run run;
    private final Replica replica;
    private final Arrival arrival;
    private final Request request;
    private final List<Server> tried = new ArrayList<>(1);
    private boolean waiting;

    Journey(Run run, Replica replica, Arrival arrival, Request request) {
        this.run = run;
        this.replica = replica;
        this.arrival = arrival;
        this.request = request;
    }

    void begin() {
        replica.retry.begin();
        waiting = true;
        Place place = new Place(request, server -> run.agenda.in(0, () -> served(server)));
        Optional<Choice> choice = replica.pool.enter(place);
        if (choice.isPresent()) {
            decide(choice.get());
        } else {
            run.tally.waits(replica.pool.waiting());
            run.agenda.in(run.setup.pool().queueTimeout().toNanos(), () -> giveUp(place));
        }
    }

    private void served(Server server) {
        if (waiting) {
            decide(new Choice.Chosen(server));
        }
    }

    private void giveUp(Place place) {
        if (waiting) {
            decide(replica.pool.leave(place));
        }
    }

    private void decide(Choice choice) {
        waiting = false;
        if (choice instanceof Choice.Chosen chosen) {
            run.tally.chosen(replica.number(chosen.server()));
            attempt(chosen.server());
        } else {
            run.ended(this, false);
        }
    }

    private void attempt(Server server) {
        tried.add(server);
        int number = replica.number(server);
        long sent = run.agenda.getAsLong();
        double luck = arrival.luck() * 997 * tried.size() % 1; // Another try, another draw.
        run.machines.get(number).take(arrival.demand(), luck, end -> ended(server, end, sent));
        run.tally.load(number, run.machines.get(number).load());
    }

    private void ended(Server server, End end, long sent) {
        long nanos = run.agenda.getAsLong() - sent;
        if (end.failure == null) {
            replica.pool.answered(server, end.status, nanos);
        } else {
            replica.pool.failed(server, end.text, nanos);
        }
        if (end != End.ANSWERED) {
            run.look();
        }
        Optional<Server> next = next(end);
        server.release();
        if (next.isPresent()) {
            run.tally.retried();
            attempt(next.get());
        } else {
            run.ended(this, end == End.ANSWERED);
        }
    }

    private Optional<Server> next(End end) {
        Retry retry = replica.retry;
        return end.wantedBy(retry)
                && retry.refusal(request, end.unseen(), true, tried.size()).isEmpty()
                ? retry.next(replica.pool, request, tried, end.unseen()) : Optional.empty();
    }

    int key() {
        return arrival.key();
    }

    long nanos() {
        return run.agenda.getAsLong() - arrival.at();
    }

    /** The number of the server tried last. */
    int server() {
        return replica.number(tried.getLast());
    }
}
