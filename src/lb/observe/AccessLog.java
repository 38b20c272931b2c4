package lb.observe;

/** Where the access log goes. Safe for many threads; never blocks a request for long. */
public final class AccessLog implements AutoCloseable {
    /**
     * Opens the log.
     *
     * @param target {@code stdout}, {@code off} or the name of a file
     */
    public AccessLog(String target, LogFormat format) {
        throw new UnsupportedOperationException();
    }

    /** Writes one line. */
    public void log(AccessEntry entry) {
        throw new UnsupportedOperationException();
    }

    /** Writes out what is waiting. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
