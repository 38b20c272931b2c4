package lb.health;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A set of status codes: {@code 200-399, 404}. Immutable. */
public final class StatusSet {
    private static final int LEAST = 100;
    private static final int MOST = 599;

    private final BitSet codes; // never changed after construction

    private StatusSet(BitSet codes) {
        this.codes = codes;
    }

    /**
     * Reads codes and ranges, 100 to 599.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static StatusSet parse(Iterable<String> codesAndRanges) {
        BitSet codes = new BitSet(MOST + 1);
        codesAndRanges.forEach(part -> add(codes, part.strip()));
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("there is no status code here; write 200-399");
        }
        return new StatusSet(codes);
    }

    private static void add(BitSet codes, String part) {
        if (part.matches("[1-5][xX]{2}")) {
            char hundreds = part.charAt(0);
            throw new IllegalArgumentException("\"" + part + "\" is no range of status codes;"
                    + " write " + hundreds + "00-" + hundreds + "99");
        }
        if (!part.matches("[0-9]{3}(\\s*-\\s*[0-9]{3})?")) {
            throw new IllegalArgumentException(
                    "\"" + part + "\" is no status code or range; write 200 or 200-399");
        }
        int first = code(part.substring(0, 3));
        int last = code(part.substring(part.length() - 3));
        if (first > last) {
            throw new IllegalArgumentException("the range \"" + part
                    + "\" runs backwards; write " + last + "-" + first);
        }
        codes.set(first, last + 1);
    }

    private static int code(String digits) {
        int code = Integer.parseInt(digits);
        if (code < LEAST || code > MOST) {
            throw new IllegalArgumentException("there is no status " + digits
                    + "; write codes from " + LEAST + " to " + MOST);
        }
        return code;
    }

    /** Whether this code is one of them. */
    public boolean contains(int status) {
        return status >= 0 && codes.get(status);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusSet set && codes.equals(set.codes);
    }

    @Override
    public int hashCode() {
        return codes.hashCode();
    }

    /** As ranges: {@code 200-399, 404}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int from = codes.nextSetBit(0); from >= 0; ) {
            int to = codes.nextClearBit(from) - 1;
            parts.add(from == to ? "" + from : from + "-" + to);
            from = codes.nextSetBit(to + 1);
        }
        return String.join(", ", parts);
    }
}
