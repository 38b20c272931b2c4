package lb.testing;

/** How a message ended, as the reader saw it. */
public enum End {
    /** All bytes that Content-Length announced. */
    LENGTH,
    /** The last chunk and the empty line after it. */
    CHUNKED,
    /** A message that has no body: to HEAD, 1xx, 204, 304, or a request without framing. */
    NO_BODY,
    /** The connection's end, which was the only framing announced. */
    CLOSE,
    /** The connection ended in the middle. */
    TRUNCATED,
    /** The connection was reset in the middle. */
    RESET,
    /** Chunks that cannot be read. */
    BROKEN,
    /** Nothing more came before the reader's deadline. */
    SILENCE;

    /** Whether the reader had to take the message for whole. */
    public boolean complete() {
        return ordinal() <= CLOSE.ordinal();
    }
}
