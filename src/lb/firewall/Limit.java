package lb.firewall;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lb.http.Hash64;
import lb.http.Request;

/**
 * At most so many requests of one kind in a time; more are answered with 429.
 *
 * @param text as it was written
 * @param interval nanoseconds from one request to the next at the full rate, over 0
 * @param burst requests that may come at once after a quiet time, 1 or more
 * @param by whose requests are counted together
 */
public record Limit(String text, long interval, int burst, By by) implements Action {
    private static final Pattern FORM = Pattern.compile("limit\\s+([0-9]{1,9})/([smh])"
            + "(\\s+burst\\s+([0-9]{1,9}))?(\\s+by\\s+(\\S+))?(\\s+shared-by\\s+([0-9]{1,4}))?");

    /** Whose requests are counted together. */
    sealed interface By {
        /** Those of one client address; of one /64 with IPv6, for a household has that many. */
        record Client() implements By {}

        /** Those with the same value of a header field; without it, those of one client. */
        record Header(String name) implements By {}

        /** Those that one route takes. */
        record Route() implements By {}
    }

    /**
     * Reads {@code limit 100/s burst 200 by header.X-Key shared-by 3}; all but the rate may be left
     * out. The burst is then the number before the slash.
     */
    static Limit parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no limit; write limit 100/s, or"
                    + " limit 600/m burst 20 by header.NAME shared-by 3");
        }
        int count = Integer.parseInt(form.group(1));
        int burst = form.group(4) == null ? count : Integer.parseInt(form.group(4));
        int replicas = form.group(8) == null ? 1 : Integer.parseInt(form.group(8));
        if (count == 0 || burst == 0 || replicas == 0) {
            throw new IllegalArgumentException("a limit of 0 would let nothing pass; write deny"
                    + " for that, or a number from 1");
        }
        long second = 1_000_000_000L;
        long period = switch (form.group(2)) {
            case "s" -> second;
            case "m" -> 60 * second;
            default -> 3600 * second;
        };
        return new Limit(text.strip(), Math.max(1, period * replicas / count),
                Math.max(1, burst / replicas), by(form.group(6)));
    }

    private static By by(String what) {
        if (what == null || what.equals("ip")) {
            return new By.Client();
        }
        if (what.equals("route")) {
            return new By.Route();
        }
        if (what.startsWith("header.") && what.length() > "header.".length()) {
            return new By.Header(what.substring("header.".length()));
        }
        throw new IllegalArgumentException("a limit cannot be by \"" + what
                + "\"; write by header.NAME, by route, or nothing for the client's address");
    }

    /** Which requests this one is counted with. */
    long key(Request request, String route) {
        return switch (by) {
            case By.Client client -> address(request.origin().client());
            case By.Header header -> {
                Optional<String> value = request.headers().first(header.name());
                yield value.map(Hash64::of).orElseGet(() -> address(request.origin().client()));
            }
            case By.Route same -> Hash64.of(route);
        };
    }

    private static long address(InetAddress client) {
        byte[] bytes = client.getAddress();
        int length = Math.min(bytes.length, 8);
        long hash = length;
        for (byte b : Arrays.copyOf(bytes, length)) {
            hash = Hash64.mix(hash ^ b & 0xff);
        }
        return hash;
    }

    @Override
    public String toString() {
        return text;
    }
}
