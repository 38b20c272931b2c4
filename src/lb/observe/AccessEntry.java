package lb.observe;

import java.net.InetAddress;

/**
 * What the access log says about one request, filled in while the request is served. One thread at
 * a time.
 */
public final class AccessEntry {
    /** The client went away before its response. Never sent; the number is the one nginx has. */
    public static final int WENT_AWAY = 499;

    /** When the request's head was read: milliseconds since the epoch. */
    public long startMillis;
    /** From then until the response's last byte, in nanoseconds. */
    public long totalNanos;
    /** Of these, spent waiting for servers, in nanoseconds. */
    public long serverNanos;
    /** The client's address; null when the request was refused before it was known. */
    public InetAddress client;
    public String id = "";
    /** The id of the trace it belongs to; empty where no server was to be asked. */
    public String trace = "";
    public String method = "";
    /** Path and query as sent. */
    public String target = "";
    /** {@code HTTP/1.1}. */
    public String protocol = "";
    public String host = "";
    public String referer = "";
    public String userAgent = "";
    /** The status sent; {@link #WENT_AWAY} in place of one that the client has not waited for. */
    public int status;
    /** Bytes of the response's body that were sent. */
    public long bytesSent;
    /** Bytes of the request's body that were read. */
    public long bytesReceived;
    public String route = "";
    public String pool = "";
    /** The server that answered, or was tried last. */
    public String server = "";
    /** Servers tried. */
    public int attempts;
    /** Why the response is what it is: {@code denied by rule bots}, {@code no server}; or empty. */
    public String reason = "";

    /** Adds to {@link #reason}; an empty text adds nothing. */
    public void note(String text) {
        reason = reason.isEmpty() || text.isEmpty() ? reason + text : reason + "; " + text;
    }
}
