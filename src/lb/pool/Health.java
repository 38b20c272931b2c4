package lb.pool;

import java.time.Instant;

/**
 * Whether a server passes its health checks: it takes {@code rise} passes in a row to go up and
 * {@code fall} failures in a row to go down; the very first check decides alone. One counter, of
 * evidence against the current state.
 *
 * <p>Read by every request, written by one probe at a time.
 */
public final class Health {
    /** A server that is not checked: always up. */
    public static Health unchecked() { throw new UnsupportedOperationException(); }

    /** Not yet checked, and not up until it is. */
    public Health(int rise, int fall) { throw new UnsupportedOperationException(); }

    /** Whether the server may be used. */
    public boolean isUp() { throw new UnsupportedOperationException(); }

    /** Whether it has been checked at least once. */
    public boolean isKnown() { throw new UnsupportedOperationException(); }

    /**
     * Takes in the outcome of one check.
     *
     * @param passed whether it passed
     * @param reason what was seen: {@code status 500}, {@code connection refused}
     * @return whether the state changed
     */
    public boolean observe(boolean passed, String reason, Instant now) { throw new UnsupportedOperationException(); }

    /** What the last check saw. */
    public String reason() { throw new UnsupportedOperationException(); }

    /** When the state last changed; null before the first check. */
    public Instant since() { throw new UnsupportedOperationException(); }
}
