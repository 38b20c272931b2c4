package lb.match;

import lb.http.Request;

/**
 * Which requests a firewall rule or a route is about: all options given must match; the values of
 * one option are alternatives; an excluded value ({@code !}) must not match. No option: every
 * request. Immutable.
 */
public final class Conditions {
    /** Starts to collect conditions. */
    public static Builder builder() { throw new UnsupportedOperationException(); }

    /** Whether they hold for the canonical path: what routes ask. */
    public boolean match(Request request) { throw new UnsupportedOperationException(); }

    /** Whether they hold for any reading of the path: what a rule that denies asks. */
    public boolean matchAnyReading(Request request) { throw new UnsupportedOperationException(); }

    /** How specific they are: what orders routes. */
    public Specificity specificity() { throw new UnsupportedOperationException(); }

    /** Collects conditions from what the file says. */
    public static final class Builder {
        /**
         * Adds one value of one option.
         *
         * @param option {@code host}, {@code path}, {@code method}, {@code ip},
         *     {@code header.NAME}, {@code param.NAME} or {@code cookie.NAME}
         * @param value as the file has it: {@code *.example.com}, {@code !/api}, {@code ~^v[0-9]}
         * @throws IllegalArgumentException with what is wrong and what to write instead
         */
        public Builder add(String option, String value) { throw new UnsupportedOperationException(); }

        /** Compares paths without regard to case and reads {@code \} as {@code /}. */
        public Builder ignoreCase(boolean on) { throw new UnsupportedOperationException(); }

        /** The conditions collected. */
        public Conditions build() { throw new UnsupportedOperationException(); }
    }
}
