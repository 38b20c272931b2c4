package lb.proxy;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** The body of a request that has come as a whole, and is handed to the client as one piece. */
final class ShortBody implements BodyPublisher, Subscription {
    private final byte[] bytes;
    private volatile Subscriber<? super ByteBuffer> subscriber;
    private boolean done;

    ShortBody(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        this.subscriber = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long pieces) {
        if (!done) {
            done = true;
            subscriber.onNext(ByteBuffer.wrap(bytes));
            subscriber.onComplete();
        }
    }

    @Override
    public void cancel() {
        done = true;
    }

    /** Whether the client has asked for it, which it does once the head is sent. */
    boolean hasBegun() {
        return subscriber != null;
    }
}
