package lb.http;

/** What comes of reading a path: the one way to read it, or the reason why there are several. */
public sealed interface Canonical permits CanonicalPath, Canonical.Ambiguous {

    /**
     * Two parties could read this path differently; it is to be answered with 400.
     *
     * @param reason what is wrong, for the log: {@code encoded slash}
     */
    record Ambiguous(String reason) implements Canonical {}
}
