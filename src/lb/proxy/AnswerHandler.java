package lb.proxy;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Takes the answer of a server piece by piece, after a look at its framing: the JDK's client
 * believes a length it should doubt. An answer that could be read in two ways is given up before
 * its body is read, and its connection closed.
 *
 * <p>One for each attempt, for it remembers the body: an answer may come in the very moment in
 * which nobody waits for it any more, and a body nobody closes holds its connection for ever.
 */
final class AnswerHandler implements BodyHandler<AnswerBody> {
    private volatile AnswerBody body;
    private volatile boolean abandoned;

    /** Gives null for the body of an answer that could be read in two ways. */
    @Override
    public BodySubscriber<AnswerBody> apply(ResponseInfo answer) {
        // Must not throw: the client would leave the connection open and forget about it.
        HttpHeaders headers = answer.headers();
        if (!isSound(headers)) {
            return new Unread(null);
        }
        if (answer.statusCode() == 205 && headers.firstValue("Content-Length").isEmpty()
                && headers.firstValue("Transfer-Encoding").isEmpty()) {
            // RFC 9110 section 15.3.6: no content. Without a length, the client would wait for the
            // end of a connection that the server means to keep open.
            return new Unread(AnswerBody.empty());
        }
        AnswerBody subscriber =
                new AnswerBody(headers.firstValueAsLong("Content-Length").orElse(-1));
        body = subscriber;
        if (abandoned) {
            subscriber.close();
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
        AnswerBody came = body;
        if (came != null) {
            came.close();
        }
    }

    /** Closes the connection without reading the body. */
    private static final class Unread implements BodySubscriber<AnswerBody> {
        private final AnswerBody instead;

        /** Gives this, or null, for the body. */
        Unread(AnswerBody instead) {
            this.instead = instead;
        }

        @Override
        public CompletionStage<AnswerBody> getBody() {
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
