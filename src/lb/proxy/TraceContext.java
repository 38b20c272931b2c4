package lb.proxy;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import lb.http.Headers;

/**
 * Keeps a request in its trace (W3C Trace Context): what the client says of it passes unchanged,
 * and where it says nothing a trace begins here.
 *
 * <p>lb makes no span of its own that anybody collects, so it forwards and does not take part
 * (section 2 of the Recommendation): with a parent-id of lb's, the servers' spans would hang from
 * one that nobody has.
 */
final class TraceContext {
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final int LENGTH = 55; // 00-32 digits-16 digits-01
    private static final int TRACE_END = 35;
    private static final int PARENT_END = 52;
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_PARENT = "0".repeat(16);

    private TraceContext() {}

    /**
     * Adds a trace where there is none, and replaces one that cannot be read.
     *
     * @param id the request's: where lb has made it, the trace has the same one
     */
    static void carry(Headers in, Headers.Builder out, String id) {
        List<String> given = in.all(PARENT);
        if (given.size() == 1 && isValid(given.get(0))) {
            return;
        }
        if (!given.isEmpty()) {
            out.remove(PARENT);
        }
        if (in.contains(STATE)) { // It belongs to a trace that is not known.
            out.remove(STATE);
        }
        out.add(PARENT, begin(id));
    }

    /**
     * A trace that begins here. It is marked as recorded, for lb does record its part: a line in
     * the log with its id. Unmarked, the usual sampler of a server would record nothing any more of
     * what comes through lb.
     */
    private static String begin(String id) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        boolean usable = id.length() == 32 && isHex(id, 0, 32) && !id.equals(NO_TRACE);
        String trace = usable ? id : hex.toHexDigits(random.nextLong() | 1)
                + hex.toHexDigits(random.nextLong());
        return "00-" + trace + "-" + hex.toHexDigits(random.nextLong() | 1) + "-01";
    }

    /** The id of the trace that these fields name; empty where they name none. */
    static String traceId(Headers fields) {
        return fields.first(PARENT).filter(TraceContext::isValid)
                .map(parent -> parent.substring(3, TRACE_END)).orElse("");
    }

    /** Whether it is of a version that is known, or begins as later ones have to (section 4.3). */
    private static boolean isValid(String parent) {
        if (parent.length() < LENGTH || !isHex(parent, 0, 2) || parent.startsWith("ff")) {
            return false;
        }
        boolean ends = parent.length() == LENGTH
                || !parent.startsWith("00") && parent.charAt(LENGTH) == '-';
        return ends && parent.charAt(2) == '-' && isHex(parent, 3, TRACE_END)
                && parent.charAt(TRACE_END) == '-' && isHex(parent, TRACE_END + 1, PARENT_END)
                && parent.charAt(PARENT_END) == '-' && isHex(parent, PARENT_END + 1, LENGTH)
                && !parent.startsWith(NO_TRACE, 3) && !parent.startsWith(NO_PARENT, TRACE_END + 1);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
