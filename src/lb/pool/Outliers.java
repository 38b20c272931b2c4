package lb.pool;

import java.time.Duration;
import java.util.List;

/**
 * When servers of a pool are taken out for failing real requests.
 *
 * @param failures in a {@code window} that eject a server; 0: never
 * @param window 1 ns or more
 * @param eject how long at first; times the number of ejections in a row, at most
 *     {@link #LONGEST}
 * @param max share of the pool's servers that may be out at once, 0 to 1
 */
public record Outliers(int failures, Duration window, Duration eject, double max) {
    /** No ejection is longer. */
    public static final Duration LONGEST = Duration.ofSeconds(300);
    /** Nobody is ejected. */
    public static final Outliers OFF =
            new Outliers(0, Duration.ofSeconds(10), Duration.ofSeconds(10), 0);

    /**
     * Takes a server out, unless that is one too many; one thread at a time.
     *
     * @param servers all that are in its pool
     * @return whether it is out by this call
     */
    boolean eject(Server server, List<Server> servers, String reason, long now,
            PoolEvents events) {
        long out = servers.stream().filter(one -> one.availability().isEjected()).count();
        if (server.availability().isEjected()) {
            return false; // Another request was quicker.
        } else if (out < most(servers.size())) {
            long time = server.outliers().eject(now, this);
            server.availability().eject(now + time, reason);
            events.ejected(server, reason, time);
            return true;
        } else if (server.outliers().isWorthALine(now)) {
            events.spared(server, reason);
        }
        return false;
    }

    /**
     * How many of so many servers may be out at once: {@code max} of them, rounded down. Never the
     * only one, for nothing is won by it.
     */
    int most(int servers) {
        return most(max, servers);
    }

    /** The same for a share {@code max}. */
    public static int most(double max, int servers) {
        return servers < 2 ? 0 : (int) (max * servers + 1e-9); // 0.29 * 100 is 28.999999999999996.
    }
}
