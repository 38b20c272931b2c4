package lb.route;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Splits clients between pools by weight, without any memory of them.
 *
 * <p>Rendezvous hashing (Thaler and Ravishankar, 1998) with the weights of Schindelhauer and
 * Schomaker (2005): every pool draws a number from the client's address and its own name, and the
 * best draw wins. So the order in the file does not matter, every replica agrees, and a change of
 * weights moves only those clients that it must: from 5 to 10 percent, 5 percent.
 */
final class Split {
    private static final int IPV6_CLIENT = 8; // Bytes: a /64 is one client.
    private static final int MOST = 1_000_000;

    private Split() {}

    static String choose(Map<String, Integer> weights, InetAddress client) {
        long hash = hash(client.getAddress());
        String chosen = null;
        double best = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, Integer> pool : weights.entrySet()) {
            // An exponential variable with the weight as its rate: the least of several is a
            // pool's with the probability of its share. Weight 0: infinite, never the least.
            double draw = -StrictMath.log(fraction(hash, pool.getKey())) / pool.getValue();
            if (draw < best) {
                best = draw;
                chosen = pool.getKey();
            }
        }
        return chosen;
    }

    /** A number above 0 and below 1, evenly spread over clients, another for each pool. */
    private static double fraction(long client, String pool) {
        long hash = client;
        for (int i = 0; i < pool.length(); i++) {
            hash = mix(hash ^ pool.charAt(i));
        }
        return ((hash >>> 12) + 0.5) * 0x1p-52;
    }

    private static long hash(byte[] address) {
        int length = address.length == 4 ? 4 : IPV6_CLIENT;
        long hash = length;
        for (int i = 0; i < length; i++) {
            hash = mix(hash ^ address[i]);
        }
        return hash;
    }

    /** Spreads every bit over all others (SplitMix64: Steele, Lea and Flood, 2014). */
    private static long mix(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Reads {@code web} or {@code stable 95, canary 5}. */
    static Map<String, Integer> parse(String text) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        String[] pools = text.split(",", -1);
        for (String pool : pools) {
            String[] parts = pool.strip().split("\\s+");
            String name = name(parts[0]);
            if (weights.put(name, weight(name, parts, pools.length > 1)) != null) {
                throw new IllegalArgumentException("pool \"" + name + "\" stands here twice; add"
                        + " its weights up");
            }
        }
        return weights;
    }

    private static String name(String name) {
        if (!name.matches("[a-z0-9_-]+")) {
            throw new IllegalArgumentException(name.isEmpty()
                    ? "the name of a pool is missing; write web, or stable 95, canary 5"
                    : "\"" + name + "\" cannot be a pool's name; write a-z, 0-9, _ and -");
        }
        return name;
    }

    private static int weight(String pool, String[] parts, boolean needed) {
        if (parts.length == 1 && !needed) {
            return 1;
        }
        if (parts.length != 2) {
            throw new IllegalArgumentException("pool \"" + pool + "\" needs one weight behind its"
                    + " name; write stable 95, canary 5");
        }
        if (!parts[1].matches("[0-9]{1,7}") || Integer.parseInt(parts[1]) > MOST) {
            throw new IllegalArgumentException("\"" + parts[1] + "\" is no weight; write a whole"
                    + " number from 0 to " + MOST + ", as in stable 95, canary 5");
        }
        return Integer.parseInt(parts[1]);
    }
}
