package lb.proxy;

/** Hears of requests that ended before their head was handed over. Called on their threads. */
@FunctionalInterface
public interface Unread {
    /**
     * Such a request has ended.
     *
     * @param requestLine as far as it is known
     * @param status what the client was answered with, or would have been
     * @param why for the access log
     */
    void ended(String requestLine, int status, String why);
}
