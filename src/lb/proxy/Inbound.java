package lb.proxy;

import lb.http.Request;

/** What comes of reading a request: something that every party reads alike, or a refusal. */
sealed interface Inbound {
    /** A request to be served. */
    record Accepted(Request request) implements Inbound {}

    /**
     * A request to be answered with {@code status}, after which the connection is closed: where
     * one thing was wrong, what follows on it cannot be trusted either.
     */
    record Refused(int status, String reason) implements Inbound {}
}
