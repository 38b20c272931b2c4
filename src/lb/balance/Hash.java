package lb.balance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import lb.http.Hash64;
import lb.http.Request;
import lb.pool.Balancer;
import lb.pool.Ranking;
import lb.pool.Server;

/**
 * The same key to the same server, on every replica and whatever the order of the servers in the
 * file: rendezvous hashing. Key and server together are hashed to a number as random as if drawn
 * for the two of them, and the server with the best number wins. A server that goes leaves all
 * other numbers as they were, so only its own keys move; one that comes takes its share of keys and
 * moves no other. Thaler and Ravishankar, "Using name-based mappings to increase hit rates" (1998).
 *
 * <p>Weights: let v be the number, between 0 and 1. Then −ln(1 − v)/weight is the time after which
 * the server would first be hit by chance, at a rate of its weight, and the first hit wins; each
 * wins as often as its share says. Schindelhauer and Schomaker, "Weighted distributed hash tables"
 * (2005).
 *
 * <p>Bound: a server that has more than its bound of the requests in flight is passed over for the
 * key's next best, so one popular key cannot bury a server. Mirrokni, Thorup and Zadimoghaddam,
 * "Consistent hashing with bounded loads" (2018). At very little load this moves keys early: the
 * bound is on requests, and of two in flight on four servers each may have one.
 */
final class Hash implements Balancer {
    private final HashKey key;
    private final OptionalDouble bound;
    private volatile Candidates candidates = new Candidates(List.of());

    Hash(HashKey key, OptionalDouble bound) {
        this.key = key;
        this.bound = bound;
    }

    @Override
    public void prepare(List<Server> available) {
        candidates = new Candidates(available);
    }

    @Override
    public Server pick(List<Server> eligible, Request request) {
        Candidates now = among(eligible);
        long hash = Hash64.of(key.of(request));
        return bound.isEmpty() ? now.best(hash) : now.bestWithin(hash, bound.getAsDouble());
    }

    private Candidates among(List<Server> eligible) {
        Candidates all = candidates;
        return all.list == eligible ? all : new Candidates(eligible); // A retry.
    }

    @Override
    public Ranking rank(List<Server> eligible, Request request) {
        Candidates now = among(eligible);
        String text = key.of(request);
        return new Ranking(Optional.of(pick(eligible, request)), "lowest hash of \"" + text
                + "\" with its name, by weight", IntStream.range(0, eligible.size())
                        .mapToObj(i -> now.score(Hash64.of(text), i, bound)).toList());
    }

    /**
     * Whether one more request keeps the server within its bound.
     *
     * @param most bound on the requests in flight for each unit of weight
     */
    private static boolean fits(Server server, double most) {
        return server.inFlight() < Math.ceil(most * weight(server));
    }

    private static double weight(Server server) {
        return (double) server.share() / Server.FULL_SHARE;
    }

    /** Servers with what is needed of them laid out for a quick walk. Immutable. */
    private static final class Candidates {
        final List<Server> list;
        final Server[] servers;
        final long[] names;
        final double[] perWeight;
        final double weights;
        final double greatest; // of the weights

        Candidates(List<Server> list) {
            this.list = list;
            this.servers = list.toArray(Server[]::new);
            this.names = list.stream().mapToLong(one -> Hash64.of(one.name())).toArray();
            this.perWeight = list.stream().mapToDouble(one -> 1 / weight(one)).toArray();
            this.weights = list.stream().mapToDouble(Hash::weight).sum();
            this.greatest = list.stream().mapToDouble(Hash::weight).max().orElse(1);
        }

        /** The server with the best number. */
        Server best(long key) {
            return best(key, Double.POSITIVE_INFINITY);
        }

        /** The server with the best number of those that are within the bound. */
        Server bestWithin(long key, double bound) {
            return best(key, bound * meanWithOneMore());
        }

        /** Requests in flight for each unit of weight, once this request is counted in. */
        private double meanWithOneMore() {
            long inFlight = 1;
            for (Server server : servers) {
                inFlight += server.inFlight();
            }
            return inFlight / weights;
        }

        private Server best(long key, double most) {
            int best = -1;
            double soonest = Double.POSITIVE_INFINITY;
            for (int i = -1; (i = promising(key, i + 1, soonest)) < names.length; ) {
                double v = unit(key, i);
                // −ln(1 − v) is never below v, so most of those are out without a logarithm.
                double hit = v * perWeight[i] < soonest ? hit(v, i) : soonest;
                if (hit < soonest && fits(servers[i], most)) {
                    soonest = hit;
                    best = i;
                }
            }
            return servers[Math.max(best, 0)]; // Nobody fits only if all fill up meanwhile.
        }

        /**
         * The first server from that one on which might be hit sooner if it had the greatest of
         * all weights. By itself and in whole numbers, for it is all that most servers cost.
         */
        private int promising(long key, int from, double soonest) {
            long most = (long) (Math.min(1, soonest * greatest) * 0x1.0p53); // See Hash64.unit.
            int i = from;
            while (i < names.length && Hash64.pair(key, names[i]) >>> 11 > most) {
                i++;
            }
            return i;
        }

        private double unit(long key, int i) {
            return Hash64.unit(Hash64.pair(key, names[i]));
        }

        private double hit(double v, int i) {
            // StrictMath, for replicas on unlike machines must agree to the last bit.
            return -StrictMath.log1p(-v) * perWeight[i];
        }

        String score(long key, int i, OptionalDouble bound) {
            boolean fits = bound.isEmpty() || servers[i].inFlight() == 0
                    || fits(servers[i], bound.getAsDouble() * meanWithOneMore());
            return String.format(Locale.ROOT, "hash %.4f%s", hit(unit(key, i), i),
                    fits ? "" : ", above hash-bound");
        }
    }
}
