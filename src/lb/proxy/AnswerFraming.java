package lb.proxy;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Looks at the framing of every answer before the JDK's client acts on it, and fails those that
 * could be read in two ways: the client believes a length it should doubt, and an answer with a
 * length that is no number would cost it the connection, left open and forgotten for ever.
 *
 * <p>A handler of cookies in name alone. It is the one place where the client shows the fields of
 * an answer so early, and closes the connection of one that is refused. Safe for many threads.
 */
public final class AnswerFraming extends CookieHandler {
    /** Looks at the answers to a client's requests; one serves all clients. */
    public AnswerFraming() {}

    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> request) {
        return Map.of(); // lb adds no cookie to a request.
    }

    /**
     * Fails unless there is one way to tell where the body ends (RFC 9112 section 6.3).
     *
     * @param fields of the answer; their names compare without regard to case
     */
    @Override
    public void put(URI uri, Map<String, List<String>> fields) throws IOException {
        List<String> lengths = fields.getOrDefault("Content-Length", List.of());
        List<String> codings = fields.getOrDefault("Transfer-Encoding", List.of());
        boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
        boolean sound = codings.isEmpty() ? lengths.isEmpty() || isLength(lengths)
                : chunked && lengths.isEmpty();
        if (!sound) {
            throw new Unsound();
        }
    }

    private static boolean isLength(List<String> values) {
        String value = values.get(0);
        return values.size() == 1 && !value.isEmpty() && value.length() <= 18
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** An answer that could be read in two ways. */
    static final class Unsound extends IOException {
        private static final long serialVersionUID = 1;

        Unsound() {
            super("framing that could be read in two ways");
        }
    }
}
