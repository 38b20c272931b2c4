package lb.http;

/**
 * The first thing that was found wrong with a path. The steps of reading it share one, so that none
 * of them has to ask whether the one before went well. Belongs to one thread.
 */
final class Doubt {
    private String reason; // Null as long as nothing is wrong.

    /** Notes what is wrong, unless something was before. */
    void raise(String what) {
        if (reason == null) {
            reason = what;
        }
    }

    boolean isRaised() {
        return reason != null;
    }

    /** What is wrong; null when nothing is. */
    String reason() {
        return reason;
    }
}
