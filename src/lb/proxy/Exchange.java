package lb.proxy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import lb.http.Headers;
import lb.observe.AccessEntry;

/**
 * One request and its response on the client's side: the JDK's exchange, the deadline of its
 * thread, and what the log will say. Belongs to one thread.
 *
 * <p>There are two ways to end one, and no third. {@link #finish} after everything was sent; or an
 * {@code IOException} out of the handler, upon which the JDK closes the connection so that the
 * client sees that something is missing. Closing the exchange in between would write the last chunk
 * of a body that is not complete, and leave the connection in the server's books for ever.
 */
final class Exchange {
    /** The name of the time that a client has to take what lb answers by itself. */
    static final String PATIENCE = "timeout.body";
    private static final int HELD_BACK = 8 * 1024; // At most, by the JDK's server, with the head.

    final HttpExchange http;
    final Deadline deadline;
    final AccessEntry log;
    final RequestBody body;
    private final Duration patience;
    private BooleanSupplier last = () -> false;
    private boolean headSent;
    private boolean flushed;

    /**
     * An exchange.
     *
     * @param patience how long the client may take to accept what is written at once
     */
    Exchange(HttpExchange http, Deadline deadline, AccessEntry log, RequestBody body,
            Duration patience) {
        this.http = http;
        this.deadline = deadline;
        this.log = log;
        this.body = body;
        this.patience = patience;
    }

    /** Whether the status line is out, and no other answer can be given. */
    boolean headSent() {
        return headSent;
    }

    /**
     * Sends the head of the response.
     *
     * @param fields end-to-end fields, none of them about framing but Content-Length in an answer
     *     to HEAD and in a 304
     * @param length bytes of the body; 0 for none, -1 for a body whose length is not known
     */
    void sendHead(int status, Headers fields, long length) throws IOException {
        com.sun.net.httpserver.Headers out = http.getResponseHeaders();
        for (int i = 0; i < fields.size(); i++) {
            out.add(fields.name(i), fields.value(i));
        }
        log.status = status;
        headSent = true;
        boolean none = length == 0 || !mayHaveBody(status);
        if (last.getAsBoolean()) {
            closeAfterwards();
        }
        if (!body.ended() && (none || !body.isSmall())) {
            closeAfterwards(); // The rest of the request cannot be told from the next one.
        }
        deadline.within(patience);
        try {
            http.sendResponseHeaders(status, none ? -1 : Math.max(length, 0)); // Their 0: unknown.
        } catch (IOException e) {
            throw broken(e, PATIENCE);
        }
    }

    /** Whether a response with this status to this request has a body at all. */
    boolean mayHaveBody(int status) {
        // RFC 9110 section 6.4.1.
        return status >= 200 && status != 204 && status != 304 && !isHead();
    }

    boolean isHead() {
        return http.getRequestMethod().equals("HEAD");
    }

    /**
     * Sends the next bytes of the response's body.
     *
     * @param timeout the name of the one that the client has to take them
     */
    void write(byte[] bytes, int count, String timeout) throws IOException {
        try {
            http.getResponseBody().write(bytes, 0, count);
            log.bytesSent += count;
        } catch (IOException e) {
            throw broken(e, timeout);
        }
    }

    /** Sends on what the JDK's server may hold back until there is more. */
    void flush(String timeout) throws IOException {
        try {
            http.getResponseBody().flush();
            flushed = true;
        } catch (IOException e) {
            throw broken(e, timeout);
        }
    }

    /** Notes why nothing can be sent to the client; and that it has not even seen the status. */
    private IOException broken(IOException e, String timeout) {
        if (deadline.takeExpired()) {
            log.note("client did not read for " + timeout);
            return e;
        }
        log.note("client went away");
        if (!flushed && log.bytesSent <= HELD_BACK) {
            log.status = AccessEntry.WENT_AWAY;
            log.bytesSent = 0;
        }
        return e;
    }

    /** Asks for the connection to be closed after this response; before the head is sent. */
    void closeAfterwards() {
        http.getResponseHeaders().set("Connection", "close");
    }

    /** The same if this holds when the head is sent: a request may take as long as a drain. */
    void closeIf(BooleanSupplier condition) {
        last = condition;
    }

    /** Ends the exchange: everything has been sent. The connection may carry a further request. */
    void finish() throws IOException {
        deadline.within(patience);
        if (!body.ended()) {
            flush(PATIENCE); // The client has its answer, whatever follows.
            skipRest();
        }
        try {
            http.getResponseBody().close();
        } catch (IOException e) {
            throw broken(e, PATIENCE);
        }
    }

    private void skipRest() throws IOException {
        try {
            body.skipRest();
        } catch (IOException e) {
            log.note("rest of the request not read");
            throw e;
        }
    }
}
