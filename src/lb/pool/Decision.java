package lb.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lb.http.Request;

/**
 * How one request came to its server, for people who look on. Names and texts only, so that nothing
 * lives longer for it.
 *
 * @param time when it was chosen
 * @param id the request's id; may be empty
 * @param request {@code GET shop.example/cart}: without the query, in which secrets may stand, and
 *     cut off where it is long
 * @param server the one it was sent to; empty when there was none to be had
 * @param why in a few words: {@code fewest in flight for its weight}
 * @param candidates servers of the pool as they stood right before, in the file's order; the chosen
 *     one is always among them
 * @param others how many more there are
 */
public record Decision(Instant time, String id, String request, Optional<String> server,
        String why, List<Seen> candidates, int others) {
    /** Candidates that are kept. Arbitrary: what fits a line or two. */
    private static final int MOST = 12;
    private static final int LONGEST = 100; // Likewise.

    /**
     * A candidate.
     *
     * @param reason why it could not be chosen; empty when it could
     * @param score how the balancer saw it; empty when it does not say
     */
    public record Seen(String server, String reason, String score) {}

    static Decision of(Request request, Candidates candidates, Optional<Server> chosen) {
        return new Decision(Instant.now(), request.id(), text(request), chosen.map(Server::name),
                why(candidates, chosen), seen(candidates.all(), chosen),
                Math.max(0, candidates.all().size() - MOST));
    }

    private static String text(Request request) {
        String text = request.method() + " " + request.host() + request.path();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static String why(Candidates candidates, Optional<Server> chosen) {
        boolean foretold = candidates.choice().isEmpty() || candidates.choice().equals(chosen);
        // In quotes stands what a client sent, to be hashed: a session's cookie, perhaps.
        return candidates.why().replaceFirst("(?s)\".*\"", "its key")
                + (foretold ? "" : "; another request was quicker");
    }

    private static List<Seen> seen(List<Candidate> all, Optional<Server> chosen) {
        List<Seen> seen = new ArrayList<>();
        boolean waited = chosen.isPresent();
        for (Candidate one : all) {
            boolean isChosen = chosen.isPresent() && chosen.get() == one.server();
            waited &= !isChosen;
            if (isChosen || seen.size() < MOST - (waited ? 1 : 0)) {
                seen.add(new Seen(one.server().name(), one.reason(), one.score()));
            }
        }
        return List.copyOf(seen);
    }
}
