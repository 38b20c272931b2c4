package lb.health;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * What a server answered to a check.
 *
 * @param status the status code
 * @param body the first 64 KiB as UTF-8, or empty when it was not asked for
 */
record Answer(int status, String body) {
    private static final int MOST_BYTES = 64 * 1024;

    /**
     * Sends a request. Whatever happens, no connection is left behind once the future is done or
     * the exchange cancelled.
     */
    static Exchange to(HttpRequest request, HttpClient client, boolean withBody) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        CompletableFuture<CompletableFuture<?>> self = new CompletableFuture<>();
        CompletableFuture<HttpResponse<String>> sent = client.sendAsync(request, head -> {
            if (withBody && isReadable(head.headers())) {
                return new FirstBytes();
            }
            complete(answer, head, withBody);
            // Here and not when the caller hears of it: what follows may leak or never end.
            self.join().cancel(true);
            return new NoBytes();
        });
        self.complete(sent);
        sent.whenComplete((response, failure) -> {
            if (failure == null) {
                answer.complete(new Answer(response.statusCode(), response.body()));
            } else {
                answer.completeExceptionally(failure); // No effect when cancelled above.
            }
        });
        return new Exchange(answer, sent);
    }

    /** An exchange under way: the answer to come, and the handle by which to end it. */
    record Exchange(CompletableFuture<Answer> answer, CompletableFuture<?> sent) {
        void cancel() {
            sent.cancel(true); // With false, the client would carry on and keep the connection.
        }
    }

    private static void complete(CompletableFuture<Answer> answer, ResponseInfo head,
            boolean withBody) {
        if (withBody) {
            answer.completeExceptionally(new IOException("the body's length cannot be read"));
        } else {
            answer.complete(new Answer(head.statusCode(), ""));
        }
    }

    /** RFC 9112 section 6.3: one length, or chunked, or neither; all else is an error. */
    private static boolean isReadable(HttpHeaders headers) {
        List<String> lengths = headers.allValues("content-length");
        List<String> codings = headers.allValues("transfer-encoding");
        if (lengths.isEmpty()) {
            return codings.isEmpty() || codings.size() == 1
                    && codings.get(0).equalsIgnoreCase("chunked");
        }
        return codings.isEmpty() && lengths.size() == 1 && lengths.get(0).matches("[0-9]{1,18}");
    }

    /** Ends the exchange before a byte of the body is looked at. */
    private static final class NoBytes implements BodySubscriber<String> {
        @Override
        public CompletionStage<String> getBody() {
            return CompletableFuture.completedStage("");
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> item) {
            // Nothing was asked for.
        }

        @Override
        public void onError(Throwable failure) {
            // The answer is known already.
        }

        @Override
        public void onComplete() {
            // The answer is known already.
        }
    }

    /** Gathers the first 64 KiB and ends the exchange there. */
    private static final class FirstBytes implements BodySubscriber<String> {
        private final BodySubscriber<String> gathered =
                BodySubscribers.ofString(StandardCharsets.UTF_8);
        private Flow.Subscription subscription;
        private int room = MOST_BYTES;

        @Override
        public CompletionStage<String> getBody() {
            return gathered.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            gathered.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> item) {
            for (ByteBuffer buffer : item) {
                int taken = Math.min(room, buffer.remaining());
                gathered.onNext(List.of(buffer.slice(buffer.position(), taken)));
                room -= taken;
            }
            if (room == 0) {
                subscription.cancel();
                gathered.onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            gathered.onError(failure);
        }

        @Override
        public void onComplete() {
            gathered.onComplete();
        }
    }
}
