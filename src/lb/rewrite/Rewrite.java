package lb.rewrite;

/** All that a route changes in its requests and their responses. Immutable. */
public final class Rewrite {
    /** Changes nothing. */
    public static final Rewrite NONE = builder().build();

    /** Starts to collect changes. */
    public static Builder builder() { throw new UnsupportedOperationException(); }

    /** Collects changes from what the file says. */
    public static final class Builder {
        /**
         * Adds one option.
         *
         * @param option what follows {@code route.NAME.rewrite.}: {@code request.header.set.NAME},
         *     {@code param.remove}, {@code path.strip}, {@code host} …
         * @param value as the file has it
         * @throws IllegalArgumentException with what is wrong and what to write instead
         */
        public Builder add(String option, String value) { throw new UnsupportedOperationException(); }

        /** The changes collected. */
        public Rewrite build() { throw new UnsupportedOperationException(); }
    }
}
