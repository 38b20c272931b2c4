package lb.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The body of a request, read piece by piece as it arrives. What has been read is kept up to a
 * bound, so that it can be sent again to another server. Belongs to one thread.
 */
final class RequestBody {
    private static final int PIECE = 16 * 1024; // The size in which the JDK's client writes.
    private static final int A_LOT = 4 * 1024;
    private static final int SKIPPED = 64 * 1024;
    private static final Duration SKIP_SILENCE = Duration.ofMillis(100);
    private static final Duration SKIP_TIME = Duration.ofSeconds(2);

    private final InputStream in;
    private final long length;
    private final Deadline deadline;
    private final Duration timeout;
    private final long limit;
    private final Runnable onTimeout;
    private final List<byte[]> kept = new ArrayList<>(0);
    private long keep;
    private byte[] ahead; // A piece that has been read, and is to be handed out first.
    private int next; // The first piece in `kept` that is to be handed out again.
    private long read;
    private boolean complete = true; // Whether `kept` holds all that was read.
    private boolean ended;
    private long handedOutAt = System.nanoTime();

    /**
     * A body.
     *
     * @param length its bytes; 0 for none, -1 when only its end will tell
     * @param timeout the longest silence within it
     * @param limit the most bytes it may have; -1: any
     * @param onTimeout answers the client while this thread is stuck reading from it
     */
    RequestBody(InputStream in, long length, Deadline deadline, Duration timeout, long limit,
            Runnable onTimeout) {
        this.in = in;
        this.length = length;
        this.deadline = deadline;
        this.timeout = timeout;
        this.limit = limit;
        this.onTimeout = onTimeout;
    }

    /** Its bytes; 0 for none, -1 when only its end will tell. */
    long length() {
        return length;
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return length == 0;
    }

    /** How many bytes have come from the client so far. */
    long bytesRead() {
        return read;
    }

    /** Whether it has been read to its end. */
    boolean ended() throws IOException {
        if (length == 0 && !ended) {
            in.read(); // Does not wait; the JDK's server wants to see the end read all the same.
            ended = true;
        }
        return ended;
    }

    /** Whether it is known to be so short that reading it to the end is better than closing. */
    boolean isSmall() {
        return length >= 0 && length <= SKIPPED;
    }

    /** When the last of it was handed out, on {@link System#nanoTime}; else when it was made. */
    long handedOutAt() {
        return handedOutAt;
    }

    /** Keeps the first bytes, at most this many, from now on. */
    void keep(long bytes) {
        keep = bytes;
    }

    /**
     * The next bytes; waits for them at most for the timeout.
     *
     * @return null at the end
     * @throws Broken when there are more than the limit, or the client fails to send them
     */
    byte[] next() throws IOException {
        if (ahead != null) {
            byte[] piece = ahead;
            ahead = null;
            return piece;
        }
        return next(false);
    }

    private byte[] next(boolean gather) throws IOException {
        if (next < kept.size()) {
            return kept.get(next++);
        }
        byte[] piece = ended() ? null : read(gather);
        if (piece == null) {
            ended = true;
            handedOutAt = System.nanoTime();
        } else {
            remember(piece);
        }
        return piece;
    }

    /**
     * All of it, when it is short and has come with the head. Then it has been read to its end.
     *
     * @return null when it is longer or comes bit by bit: what has been read is the next piece
     * @throws Broken as {@link #next}
     */
    byte[] whole() throws IOException {
        if (!isShort() || read == 0 && !hasBegun()) {
            return null;
        }
        byte[] first = next(true);
        if (first == null || first.length < length) {
            ahead = first;
            return null;
        }
        next(); // There is none, but it has to be read.
        return first;
    }

    private boolean hasBegun() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            return false; // To read will say why.
        }
    }

    private boolean isShort() {
        return length > 0 && length <= PIECE;
    }

    /**
     * Reads a piece.
     *
     * @param gather whether one that comes full is to be followed by what is left of a short body
     */
    private byte[] read(boolean gather) throws IOException {
        // One byte even at the end, for the end is only seen by reading.
        byte[] buffer = new byte[length > 0 ? Math.clamp(length - read, 1, PIECE) : PIECE];
        int count = read(buffer, 0);
        if (count < 0) {
            return null;
        }
        // The JDK's server reads 8 KB at once, the head included: who has sent so much sends on.
        while (gather && count >= A_LOT && count < buffer.length) {
            count += read(buffer, count); // Of a length that was said, the end does not come early.
        }
        if (limit >= 0 && read > limit) {
            throw new Broken(413, "body longer than limit.body");
        }
        return count == buffer.length ? buffer : Arrays.copyOf(buffer, count);
    }

    private int read(byte[] buffer, int from) throws IOException {
        deadline.lastWords(onTimeout);
        try {
            deadline.within(timeout);
            int count = in.read(buffer, from, buffer.length - from);
            deadline.none();
            read += Math.max(0, count);
            return count;
        } catch (DeadlineExpired e) {
            throw new Broken(408, "timeout.body");
        } catch (IOException | RuntimeException e) { // A bad chunk size comes as the latter.
            boolean late = deadline.takeExpired();
            throw late ? new Broken(408, "timeout.body") : new Broken(400, "body broken off");
        } finally {
            deadline.lastWords(null);
        }
    }

    private void remember(byte[] piece) {
        if (complete && read <= keep) {
            kept.add(piece);
            next = kept.size();
        } else {
            complete = false;
            kept.clear();
            next = 0;
        }
    }

    /** Whether everything read so far has been kept, so that it can be handed out again. */
    boolean canRepeat() {
        return complete;
    }

    /** Starts again from the first byte; only if {@link #canRepeat}. */
    void repeat() {
        ahead = null;
        next = 0;
    }

    /**
     * Reads on, for a while, after the client has been answered. A connection that is closed with
     * bytes unread is reset, and the answer may be lost with it (RFC 9112 section 9.6); and what is
     * short is read to its end, so that the connection can carry the next request. A client that
     * falls silent loses the connection: it has its answer.
     */
    void skipRest() throws IOException {
        byte[] dropped = new byte[PIECE];
        long end = Deadline.now() + SKIP_TIME.toNanos();
        try {
            while (!ended && Deadline.now() < end) {
                deadline.within(SKIP_SILENCE);
                ended = in.read(dropped) < 0;
            }
            deadline.none();
        } catch (RuntimeException e) {
            throw new Broken(400, "body broken off"); // A bad chunk size.
        }
    }

    /** The client's body is too long, too slow, or no body. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        Broken(int status, String reason) {
            super(reason);
            this.status = status;
        }

        /** What the client is to be told. */
        int status() {
            return status;
        }
    }
}
