package lb.pool;

import java.util.Locale;

/** How a server stands, as the log, the API and the dashboard call it. */
public enum ServerState {
    /** Takes its share of the requests. */
    UP,
    /** Has recovered and takes a share that grows (slow start). */
    STARTING,
    /** Keeps the clients that stick to it, and takes no new ones. */
    DRAIN,
    /** Failed real requests, and takes none for a while. */
    EJECTED,
    /** Fails its checks, was not checked yet, or was taken down by hand. */
    DOWN;

    /** In lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
