package lb.proxy;

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
 */
final class AnswerHandler implements BodyHandler<InputStream> {
    private static final AnswerHandler INSTANCE = new AnswerHandler();

    private AnswerHandler() {}

    /** The handler; one serves all. */
    static AnswerHandler instance() {
        return INSTANCE;
    }

    @Override
    public BodySubscriber<InputStream> apply(ResponseInfo answer) {
        // Must not throw: the client would leave the connection open and forget about it.
        return isSound(answer.headers()) ? BodySubscribers.ofInputStream() : new GiveUp();
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
        if (text.isEmpty() || text.length() > 18) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Closes the connection and gives null for a body. */
    private static final class GiveUp implements BodySubscriber<InputStream> {
        @Override
        public CompletionStage<InputStream> getBody() {
            return CompletableFuture.completedFuture(null);
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
            // The body is given up already.
        }

        @Override
        public void onComplete() {
            // The body is given up already.
        }
    }
}
