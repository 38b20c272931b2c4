package lb.simulate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import lb.balance.HashKey;
import lb.http.CanonicalPath;
import lb.http.Headers;
import lb.http.Origin;
import lb.http.Request;

/**
 * Requests as they come, the same for every algorithm: at random moments (Poisson), with keys and
 * work drawn at random. {@code SplittableRandom} is written down to the bit, and logarithms are
 * {@code StrictMath}'s: the same seed is the same traffic on every JDK.
 */
final class Arrivals {
    static final int KEYS = 10_000;

    /**
     * One request.
     *
     * @param at when, in nanoseconds
     * @param key which of the clients
     * @param demand its work, in mean service times
     * @param luck 0 to 1; whether a server's errors hit it
     * @param entry 0 to 1; which of several load balancers it comes to
     */
    record Arrival(long at, int key, double demand, double luck, double entry) {}

    private final SplittableRandom random;
    private final double gap; // ns
    private final double[] popular; // up to which draw it is this key; null: all alike
    private double at;

    Arrivals(long seed, double rate, boolean hot) {
        this.random = new SplittableRandom(seed);
        this.gap = 1e9 / rate;
        this.popular = hot ? zipf() : null;
    }

    /** Zipf (1949): the n-th most popular of them is asked for one n-th as often as the first. */
    private static double[] zipf() {
        double[] sums = new double[KEYS];
        double sum = 0;
        for (int i = 0; i < KEYS; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        double all = sum;
        Arrays.setAll(sums, i -> sums[i] / all);
        return sums;
    }

    Arrival next() {
        at += exponential() * gap;
        int key = popular == null ? random.nextInt(KEYS) : popularKey(random.nextDouble());
        return new Arrival((long) at, key, exponential(), random.nextDouble(),
                random.nextDouble());
    }

    private double exponential() {
        return -StrictMath.log(1 - random.nextDouble());
    }

    private int popularKey(double draw) {
        int found = Arrays.binarySearch(popular, draw);
        return Math.min(found < 0 ? -found - 1 : found, KEYS - 1);
    }

    /** A client's request: its address, its path, and what else the hash looks at, are its own. */
    static Request request(int key, HashKey hashKey) {
        String own = "k" + key;
        String path = "/" + key;
        Headers headers = switch (hashKey) {
            case HashKey.Header(String name) -> Headers.of(name, own);
            case HashKey.Cookie(String name) -> Headers.of("Cookie", name + "=" + own);
            default -> Headers.EMPTY;
        };
        String query = hashKey instanceof HashKey.Param(String name) ? name + "=" + own : "";
        return new Request(own, "GET", own + ".example", path, query,
                new CanonicalPath(path, List.of(path)), headers,
                Origin.direct(address(key), "http", 80));
    }

    private static InetAddress address(int key) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {10, 0, (byte) (key >> 8), (byte) key});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // Four bytes are an address.
        }
    }
}
