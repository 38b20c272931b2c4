package lb.health;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lb.http.Headers;
import lb.http.Token;

/**
 * How servers of a pool are checked.
 *
 * @param path what is asked for; empty: {@code /}, and any HTTP answer counts as well
 * @param status the answers that count as well, when a path is given
 * @param body what the answer must contain; empty: anything
 * @param interval from one check to the next, ±10 %
 * @param timeout for one whole check
 * @param rise passes in a row to go up, 1 or more
 * @param fall failures in a row to go down, 1 or more
 * @param method usually GET
 * @param host the Host field; empty: the server's address
 * @param port empty: the server's own
 * @param headers further fields to send
 */
public record HealthCheck(Optional<String> path, StatusSet status, Optional<BodyPattern> body,
        Duration interval, Duration timeout, int rise, int fall, String method,
        Optional<String> host, OptionalInt port, Headers headers) {

    /** Fields that the client writes itself or that another option sets. */
    private static final Set<String> NOT_TO_SET = Set.of("connection", "content-length", "expect",
            "host", "te", "trailer", "transfer-encoding", "upgrade");

    /**
     * Checks that a request can be made of it.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public HealthCheck {
        path.ifPresent(HealthCheck::requirePath);
        require(!interval.isNegative() && !interval.isZero(), "an interval is above 0; write 2s");
        require(!timeout.isNegative() && !timeout.isZero(), "a timeout is above 0; write 1s");
        require(rise >= 1, "rise is 1 or more; write 2");
        require(fall >= 1, "fall is 1 or more; write 3");
        require(method.matches("[A-Z][A-Z-]*") && !method.equals("CONNECT"),
                "a server cannot be checked with method \"" + method + "\"; write GET or HEAD");
        require(host.isEmpty() || host.get().matches("[A-Za-z0-9.:_\\[\\]-]+"),
                "a Host is a name or an address, with :port if need be; write shop.example.com");
        require(port.isEmpty() || port.getAsInt() >= 1 && port.getAsInt() <= 65535,
                "a port goes from 1 to 65535; write 8080");
        requireFields(headers);
    }

    private static void requirePath(String path) {
        require(path.startsWith("/"), "a path begins with /; write \"/" + path + "\"");
        try {
            new URI("http://localhost" + path);
        } catch (URISyntaxException e) {
            String at = e.getIndex() < 0 ? "" : ", at \"" + ("http://localhost" + path)
                    .substring(e.getIndex()) + "\"";
            throw new IllegalArgumentException(
                    "a path is written as in a URL, with %20 for a space" + at);
        }
    }

    private static void requireFields(Headers headers) {
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            require(Token.isToken(name),
                    "\"" + name + "\" is no header name; write letters, digits and hyphens");
            require(!NOT_TO_SET.contains(name.toLowerCase(Locale.ROOT)),
                    "a health check sets " + name + " itself; leave it out"
                            + (name.equalsIgnoreCase("host") ? " and write health.host" : ""));
            require(headers.value(i).matches("[\\t\\x20-\\x7e]*"),
                    "the value of " + name + " is not visible ASCII; write it percent-encoded");
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** What the check asks for. */
    String target() {
        return path.orElse("/");
    }

    /** Whether an answer with this status counts as well. */
    boolean accepts(int code) {
        return path.isEmpty() || status.contains(code);
    }
}
