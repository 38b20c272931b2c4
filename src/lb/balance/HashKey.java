package lb.balance;

import lb.http.Request;

/** What the hash algorithm looks at; a missing key falls back to the client's address. */
public sealed interface HashKey {
    /** The client's address, or the named part of a request that is not there. */
    record Ip() implements HashKey {}

    /** The key's text for a request. */
    default String of(Request request) { throw new UnsupportedOperationException(); }

    /**
     * Reads {@code ip}, {@code uri}, {@code path}, {@code host}, {@code header.NAME},
     * {@code cookie.NAME} or {@code param.NAME}.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static HashKey parse(String text) { throw new UnsupportedOperationException(); }
}
