package lb.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
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
 * Takes the answer of a server as a stream, after a look at its framing: the JDK's client believes
 * a length it should doubt. An answer that could be read in two ways is given up before its body is
 * read, and its connection closed.
 *
 * <p>One for each attempt, for it remembers the stream: an answer may come in the very moment in
 * which nobody waits for it any more, and a stream nobody closes holds its connection for ever.
 */
final class AnswerHandler implements BodyHandler<InputStream> {
    private volatile InputStream body;
    private volatile boolean abandoned;

    /** Gives null for the body of an answer that could be read in two ways. */
    @Override
    public BodySubscriber<InputStream> apply(ResponseInfo answer) {
        // Must not throw: the client would leave the connection open and forget about it.
        HttpHeaders headers = answer.headers();
        if (!isSound(headers)) {
            return new Unread(null);
        }
        if (answer.statusCode() == 205 && headers.firstValue("Content-Length").isEmpty()
                && headers.firstValue("Transfer-Encoding").isEmpty()) {
            // RFC 9110 section 15.3.6: no content. Without a length, the client would wait for the
            // end of a connection that the server means to keep open.
            return new Unread(InputStream.nullInputStream());
        }
        BodySubscriber<InputStream> subscriber = BodySubscribers.ofInputStream();
        body = subscriber.getBody().toCompletableFuture().join(); // The stream is there already.
        if (abandoned) {
            close();
        }
        return subscriber;
    }

    /** Whether there is one way to tell where the body ends (RFC 9112 section 6.3). */
    private static boolean isSound(HttpHeaders headers) {
        List<String> lengths = headers.allValues("Content-Length");
        List<String> codings = headers.allValues("Transfer-Encoding");
        if (!codings.isEmpty()) {
            return lengths.isEmpty() && codings.size() == 1
                    && codings.get(0).equalsIgnoreCase("chunked");
        }
        return lengths.isEmpty() || lengths.size() == 1 && isLength(lengths.get(0));
    }

    private static boolean isLength(String text) {
        return !text.isEmpty() && text.length() <= 18
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
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

    /** Closes the connection without reading the body. */
    private static final class Unread implements BodySubscriber<InputStream> {
        private final InputStream instead;

        /** Gives this, or null, for the body. */
        Unread(InputStream instead) {
            this.instead = instead;
        }

        @Override
        public CompletionStage<InputStream> getBody() {
            return CompletableFuture.completedFuture(instead);
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
            // Nobody reads it.
        }

        @Override
        public void onComplete() {
            // Nobody reads it.
        }
    }
}
