package lb.proxy;

/** How a server failed to answer, and what the client gets for it. */
public enum Failure {
    /** No connection could be made: the server has seen nothing of the request. */
    CONNECT(502),
    /** No connection in time. */
    CONNECT_TIMEOUT(502),
    /** The connection broke before an answer; the server may have acted on the request. */
    RESET(502),
    /** No answer in time; the server may have acted on the request. */
    TIMEOUT(504),
    /** Something came that is no HTTP answer; the JDK's client leaves the connection open. */
    INVALID(502),
    /** An answer that could be read in two ways. */
    UNSOUND(502);

    private final int status;

    Failure(int status) {
        this.status = status;
    }

    /** The status for the client. */
    int status() {
        return status;
    }

    /**
     * Whether the server has seen nothing of the request. To send it elsewhere adds no load to what
     * the clients ask for, so it needs no budget: one dead server of two would use it up at once.
     */
    public boolean unseen() {
        return this == CONNECT || this == CONNECT_TIMEOUT;
    }
}
