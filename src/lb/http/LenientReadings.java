package lb.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * What lenient servers may make of a path. Each of them decodes, resolves dot segments and drops
 * parameters; some also take a backslash for a slash, or look for the query after they decoded;
 * some do this twice, each in an order of its own. So all orders are tried, each step on what came
 * of all others, until nothing new comes of it. Both bounds are far from what anybody sends in good
 * faith. Belongs to one thread.
 */
final class LenientReadings {
    private static final int MOST_DECODINGS = 4;
    private static final int MOST_STATES = 64;

    /** A path on its way through a server, decoded so many times. */
    private record State(String path, int decodings) {}

    private final Doubt doubt;
    private final Set<State> seen = new HashSet<>();
    private final Queue<State> open = new ArrayDeque<>();

    LenientReadings(Doubt doubt) {
        this.doubt = doubt;
    }

    /** The readings of a path as sent, after the canonical one. */
    List<String> of(String raw, String canonical) {
        Set<String> readings = new LinkedHashSet<>();
        readings.add(canonical);
        reach(raw, 0);
        while (!open.isEmpty() && !doubt.isRaised()) {
            State state = open.remove();
            String resolved = Segments.resolve(state.path, doubt);
            if (state.decodings > 0) { // A server that does not decode is not lenient but stubborn.
                readings.add(resolved);
            }
            reach(resolved, state.decodings);
            reach(state.path.replace('\\', '/'), state.decodings);
            reach(Segments.withoutParameters(state.path, doubt), state.decodings);
            reach(upTo(";", state.path), state.decodings);
            reach(upTo("?", upTo("#", state.path)), state.decodings);
            decode(state);
        }
        return new ArrayList<>(readings);
    }

    private void reach(String path, int decodings) {
        State state = new State(path, decodings);
        if (seen.add(state)) {
            open.add(state);
        }
        if (seen.size() > MOST_STATES) {
            doubt.raise("too many ways to read it");
        }
    }

    private void decode(State state) {
        if (state.decodings == 0) {
            reach(PathBytes.decodeLeniently(state.path, doubt), 1);
        } else if (hasEscape(state.path)) {
            if (state.decodings == MOST_DECODINGS) {
                doubt.raise("encoded too many times");
            }
            reach(PathBytes.decodeAgain(state.path, doubt), state.decodings + 1);
        }
    }

    private static boolean hasEscape(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            if (Percent.isEscape(path, at)) {
                return true;
            }
        }
        return false;
    }

    /** A path without what begins at the first such sign. */
    private static String upTo(String sign, String path) {
        int at = path.indexOf(sign);
        return at < 0 ? path : path.substring(0, at);
    }
}
