package lb.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Takes the body of one answer as a stream, and remembers it: an answer may come in the very moment
 * in which nobody waits for it any more, and a stream that nobody closes holds its connection for
 * ever.
 */
final class AnswerHandler implements BodyHandler<InputStream> {
    private volatile InputStream body;
    private volatile boolean abandoned;

    @Override
    public BodySubscriber<InputStream> apply(ResponseInfo answer) {
        // Must not throw: the client would leave the connection open and forget about it.
        if (endsUnseen(answer)) {
            return new Empty();
        }
        BodySubscriber<InputStream> subscriber = BodySubscribers.ofInputStream();
        body = subscriber.getBody().toCompletableFuture().join(); // The stream is there already.
        if (abandoned) {
            close();
        }
        return subscriber;
    }

    // RFC 9110 section 15.3.6: 205 has no content. Without a length, the client would wait for the
    // end of a connection that the server means to keep open.
    private static boolean endsUnseen(ResponseInfo answer) {
        return answer.statusCode() == 205
                && answer.headers().firstValue("Content-Length").isEmpty()
                && answer.headers().firstValue("Transfer-Encoding").isEmpty();
    }

    /** Nobody waits for the answer any more: closes its connection, now or when it comes. */
    void abandon() {
        abandoned = true;
        close();
    }

    private void close() {
        InputStream stream = body;
        if (stream == null) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            throw new IllegalStateException("a stream from memory cannot fail to close", e);
        }
    }

    /** No body at all, whatever the server may send; closes the connection. */
    private static final class Empty implements BodySubscriber<InputStream> {
        @Override
        public CompletionStage<InputStream> getBody() {
            return CompletableFuture.completedFuture(InputStream.nullInputStream());
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> item) {
            // Nothing was asked for.
        }

        @Override
        public void onError(Throwable failure) {
            // The body is complete already.
        }

        @Override
        public void onComplete() {
            // The body is complete already.
        }
    }
}
