package lb.simulate;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lb.config.Units;
import lb.pool.ServerSpec;

/**
 * A server as the file describes it, and what it can do.
 *
 * @param spec nothing is ever sent to its address
 */
public record SimulatedServer(ServerSpec spec, Profile profile) {
    private static final Duration MEAN = Duration.ofMillis(50);
    private static final int WORKERS = 4;
    private static final int MOST = 10_000;

    /** Servers that can do as much as their weights say. */
    public static List<SimulatedServer> of(List<ServerSpec> specs) {
        int unit = Math.max(1, specs.stream().map(spec -> BigInteger.valueOf(spec.weight()))
                .reduce(BigInteger.ZERO, BigInteger::gcd).intValue());
        int most = specs.stream().mapToInt(ServerSpec::weight).max().orElse(0) / unit;
        int each = most > 4 * WORKERS ? 1 : WORKERS; // Not thousands for 999.
        return specs.stream().map(spec -> new SimulatedServer(spec,
                new Profile(MEAN, Math.max(1, each * spec.weight() / unit), 0))).toList();
    }

    /**
     * Reads {@code [host:port] [weight=N] [max=N] [backup] [drain]} as it stands in a pool, and
     * {@code [mean=10ms] [workers=4] [errors=1%] [count=10]}, in any order after the address.
     *
     * @param before how many there are already, for the names of those without an address
     * @return {@code count} of them
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static List<SimulatedServer> parse(String text, int before) {
        Map<String, String> own = new HashMap<>();
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            String[] parts = word.split("=", 2);
            if (List.of("mean", "workers", "errors", "count").contains(parts[0])) {
                own.put(parts[0], parts.length == 1 ? "" : parts[1]);
            } else if (!word.isEmpty()) {
                words.add(word);
            }
        }
        boolean named = !words.isEmpty() && words.getFirst().matches(".*:.*");
        int count = number(own, "count", named ? 1 : MOST, 1);
        Profile profile = new Profile(
                own.containsKey("mean") ? Units.period(own.get("mean")) : MEAN,
                number(own, "workers", MOST, WORKERS),
                own.containsKey("errors") ? Units.share(own.get("errors")) : 0);
        String options = String.join(" ", words);
        return IntStream.rangeClosed(before + 1, before + count)
                .mapToObj(i -> ServerSpec.parse(named ? options : "s" + i + ":80 " + options))
                .map(spec -> new SimulatedServer(spec, profile)).toList();
    }

    private static int number(Map<String, String> own, String name, int most, int otherwise) {
        String text = own.getOrDefault(name, "" + otherwise);
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(
                    name + " \"" + text + "\" is out of range; write 1 to " + most);
        }
        return Integer.parseInt(text);
    }
}
