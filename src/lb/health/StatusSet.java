package lb.health;

/** A set of status codes: {@code 200-399, 404}. Immutable. */
public final class StatusSet {
    /**
     * Reads one code or range, 100 to 599.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static StatusSet parse(Iterable<String> codesAndRanges) { throw new UnsupportedOperationException(); }

    public boolean contains(int status) { throw new UnsupportedOperationException(); }
}
