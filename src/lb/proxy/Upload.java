package lb.proxy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries the body of a request from the client to a server, piece by piece, on the exchange's own
 * thread: the JDK's client only says when it can take the next piece. (Its ready-made publisher of
 * a stream reads one piece ahead on a thread of the client's, and may hold back the head of the
 * request until a second piece has come.)
 *
 * <p>For one attempt, in this order: give it to the request, send, {@link #pump}.
 */
final class Upload implements BodyPublisher, Subscription {
    private final RequestBody body;
    private final Thread thread = Thread.currentThread();
    private final AtomicLong demand = new AtomicLong();
    private volatile Subscriber<? super ByteBuffer> subscriber;
    private volatile boolean cancelled;

    Upload(RequestBody body) {
        this.body = body;
    }

    @Override
    public long contentLength() {
        return body.length();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(this);
        this.subscriber = subscriber;
        LockSupport.unpark(thread);
    }

    @Override
    public void request(long pieces) {
        demand.addAndGet(pieces);
        LockSupport.unpark(thread);
    }

    @Override
    public void cancel() {
        cancelled = true;
        LockSupport.unpark(thread);
    }

    /** Whether the client has asked for it, which it does once the head is sent. */
    boolean hasBegun() {
        return subscriber != null;
    }

    /**
     * Sends the body; returns when all is handed over, or when the server's answer, its failure or
     * the end of the connection has made the rest pointless.
     *
     * @param response of the request this body belongs to
     * @param timeout how long the server may take to accept the next piece
     * @throws IOException when the client fails to send its body; the request has been aborted
     */
    void pump(CompletableFuture<?> response, Deadline deadline, Duration timeout)
            throws IOException, InterruptedException {
        response.whenComplete((answer, failure) -> LockSupport.unpark(thread));
        while (awaitDemand(response, deadline, timeout)) {
            byte[] piece;
            try {
                piece = body.next();
            } catch (RequestBody.Broken e) {
                subscriber.onError(e); // Closes the connection: a part must not pass for the whole.
                throw e;
            }
            if (piece == null) {
                subscriber.onComplete();
                return;
            }
            demand.decrementAndGet();
            subscriber.onNext(ByteBuffer.wrap(piece));
        }
    }

    /** Whether the server wants a piece; false when it will never want one again. */
    private boolean awaitDemand(CompletableFuture<?> response, Deadline deadline,
            Duration timeout) throws IOException, InterruptedException {
        if (subscriber == null || demand.get() == 0) {
            deadline.within(timeout);
            while ((subscriber == null || demand.get() == 0) && !cancelled && !response.isDone()) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            deadline.none();
        }
        return !cancelled && !response.isDone();
    }
}
