package lb.proxy;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.locks.LockSupport;

/**
 * The body of a server's answer, on its way from the JDK's client, whose thread hands it over
 * parcel by parcel, to the thread of the exchange, which alone reads it.
 *
 * <p>The client is asked for the next parcel when one has been passed on, not when it is taken. It
 * reads from the server in gulps of up to three parcels, and orders another gulp whenever it has
 * been asked and has nothing left, which is so too while its own thread is between two parcels of
 * one gulp. A reader that asks just then orders more than it takes, and all of that comes when it
 * stops. So the client's thread is let in first. Measured with 200 clients that do not read, and
 * a quick server: 130 to 180 KB for each of them on both JDKs, without it up to 1.2 MB on JDK 25.
 * (The JDK's own stream asks at once, takes locks, and cannot say whether what it has given was the
 * last: the end of a short answer would be a packet of its own.)
 */
final class AnswerBody implements BodySubscriber<AnswerBody> {
    /** Of a parcel: a smaller one is seldom followed by others. */
    private static final int PART_OF_A_GULP = 4 * 1024;
    private static final long A_MOMENT = 20_000; // ns; costs downloads 3 to 8 % of CPU

    private volatile Subscription subscription;
    private volatile List<ByteBuffer> parcel; // Not taken yet; null: none.
    private volatile boolean ended; // No parcel comes after the one not taken.
    private volatile Throwable failure; // Why it ended, when not with its last byte.
    private volatile boolean closed;
    private volatile Thread reader; // Null: not waiting.

    // Of the client's thread, which publishes them with the parcel:
    private long left; // After the parcel, 0 for the last; below 0: nobody knows.
    private boolean large;

    // Of the reader alone:
    private List<ByteBuffer> taken = List.of();
    private int at; // in `taken`
    private boolean prompt; // The parcel was there when asked for: within the same gulp.
    private boolean toAsk; // For the parcel after `taken`.

    /**
     * One that has yet to come.
     *
     * @param length in bytes; below 0: only its end will tell
     */
    AnswerBody(long length) {
        left = length;
    }

    /** One that is at its end. */
    static AnswerBody empty() {
        AnswerBody body = new AnswerBody(0);
        body.ended = true;
        return body;
    }

    @Override
    public CompletionStage<AnswerBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription made) {
        subscription = made;
        if (closed) {
            made.cancel(); // Closed before it began: close() may not have seen the subscription.
        } else {
            made.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> next) {
        int size = 0;
        for (ByteBuffer piece : next) {
            size += piece.remaining();
        }
        left -= size;
        large = size >= PART_OF_A_GULP;
        parcel = next;
        if (left != 0) { // Else the end comes at once: to wake the reader once is enough.
            wake();
        }
    }

    @Override
    public void onError(Throwable why) {
        failure = why;
        ended = true;
        wake();
    }

    @Override
    public void onComplete() {
        ended = true;
        wake();
    }

    private void wake() {
        Thread waiting = reader;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /**
     * The next bytes; waits for them.
     *
     * @return null at the end
     * @throws IOException when the rest will never come, or the thread is interrupted, whose flag
     *     stays set; the server's connection is closed then
     */
    ByteBuffer next() throws IOException {
        while (true) {
            while (at < taken.size()) {
                ByteBuffer piece = taken.get(at);
                if (piece.hasRemaining()) {
                    return piece;
                }
                at++;
            }
            ask();
            if (!take()) {
                return null;
            }
        }
    }

    private void ask() {
        if (toAsk && !ended) {
            toAsk = false;
            if (large && !prompt) {
                letClientIn();
            }
            subscription.request(1);
            prompt = parcel != null;
        }
    }

    /** Lets the client's thread, which may be within a gulp, come to its end. */
    private void letClientIn() {
        if (Thread.currentThread().isVirtual()) { // Would yield to other virtual threads alone.
            LockSupport.parkNanos(this, A_MOMENT);
        } else {
            Thread.yield();
        }
    }

    /** Takes the next parcel; false at the end. */
    private boolean take() throws IOException {
        while (parcel == null) {
            // Read first, for the last parcel comes before the end.
            if (ended && parcel == null) {
                if (failure != null) {
                    throw new IOException("broken off", failure);
                }
                return false;
            }
            await();
        }
        taken = parcel;
        at = 0;
        parcel = null;
        toAsk = left != 0;
        return true;
    }

    private void await() throws IOException {
        reader = Thread.currentThread();
        if (parcel == null && !ended) {
            LockSupport.park(this);
        }
        reader = null;
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new IOException("interrupted");
        }
    }

    /** Whether {@link #next} would wait. */
    boolean isDry() {
        for (int i = at; i < taken.size(); i++) {
            if (taken.get(i).hasRemaining()) {
                return false;
            }
        }
        ask();
        return !ended && parcel == null;
    }

    /** Gives up what has not come yet, and the server's connection with it. */
    void close() {
        closed = true;
        Subscription made = subscription;
        if (made != null && !ended) {
            made.cancel();
        }
    }
}
