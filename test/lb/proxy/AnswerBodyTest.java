package lb.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

/** What the JDK's client is asked for, and when. */
final class AnswerBodyTest {
    private static final int ANY = -1; // Length.

    private AnswerBody body;
    private long asked;
    private boolean cancelled;

    private void subscribe(long length) {
        body = new AnswerBody(length);
        body.onSubscribe(new Subscription() {
            @Override
            public void request(long count) {
                asked += count;
            }

            @Override
            public void cancel() {
                cancelled = true;
            }
        });
    }

    @Test
    void asksForOneParcelToBeginWith() {
        subscribe(ANY);
        assertEquals(1, asked);
        assertTrue(body.isDry());
        assertEquals(1, asked);
    }

    @Test
    void asksForTheNextParcelOnlyWhenAllOfOneIsPassedOn() throws IOException {
        subscribe(ANY);
        body.onNext(List.of(bytes(3), bytes(5)));
        ByteBuffer first = body.next();
        assertEquals(3, first.remaining());
        first.position(3);
        assertFalse(body.isDry());
        ByteBuffer second = body.next();
        second.position(4);
        assertFalse(body.isDry());
        assertEquals(1, asked);
        second.position(5);
        assertTrue(body.isDry());
        assertEquals(2, asked);
        assertTrue(body.isDry());
        assertEquals(2, asked);
    }

    @Test
    void asksForNothingAfterTheLast() throws IOException {
        subscribe(ANY);
        body.onNext(List.of(bytes(3)));
        body.onComplete();
        body.next().position(3);
        assertFalse(body.isDry());
        assertNull(body.next());
        assertEquals(1, asked);
    }

    @Test
    void asksForNothingWhenAsManyHaveComeAsTheHeadSaid() throws IOException {
        subscribe(5);
        body.onNext(List.of(bytes(3)));
        body.next().position(3);
        assertTrue(body.isDry());
        assertEquals(2, asked);
        body.onNext(List.of(bytes(2)));
        body.next().position(2);
        body.onComplete();
        assertFalse(body.isDry());
        assertNull(body.next());
        body.close();
        assertFalse(cancelled);
        assertEquals(2, asked);
    }

    @Test
    void givesTheLastParcelBeforeTheFailure() throws IOException {
        subscribe(ANY);
        body.onNext(List.of(bytes(3)));
        body.onError(new IOException("reset"));
        body.next().position(3);
        assertEquals("reset", assertThrows(IOException.class, body::next).getCause().getMessage());
    }

    @Test
    void givesUpWhatHasNotCome() {
        subscribe(ANY);
        body.close();
        assertTrue(cancelled);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count);
    }
}
