package lb.balance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import lb.pool.Server;

/**
 * In which order servers take turns, so that after any number of turns each has had its exact share
 * give or take less than one turn. Immutable; one round has as many turns as the weights add up to
 * (divided by what divides them all), then it begins again.
 *
 * <p>Tijdeman, "The chairman assignment problem", Discrete Mathematics 32 (1980), 323–330: with n
 * servers and shares λ, a server that has had x turns may have turn t once {@code tλ − x ≥ δ},
 * where {@code δ = 1/(2n − 2)}; of those that may, the one that must have it soonest gets it, by
 * {@code (x + 1 − δ)/λ}. No server is then ever off by more than {@code 1 − δ}. In whole numbers,
 * with w the weights, W their sum and D = 2n − 2:
 *
 * <pre>
 *   released at turn   ⌈(xD + 1)W / wD⌉
 *   due by (compared)  (xD + D − 1) / w
 * </pre>
 *
 * <p>For weights 5, 1, 1 a round is {@code a a b a a c a}.
 */
final class Schedule {
    /** More turns than this make no visible difference; larger weights are scaled down to it. */
    static final int MOST_TURNS = 65536;

    private Schedule() {}

    /**
     * One round for these servers.
     *
     * <p>Every lb that starts should not send its first request to the same server. With equal
     * weights any turn of a round is as good a start as the first. With unequal weights it is not:
     * a start in the middle can put a server off by nearly two turns. There the order of the
     * servers is shuffled instead, which decides among those that are equally due.
     */
    static Server[] of(List<Server> servers, RandomGenerator random) {
        boolean equal = servers.stream().mapToInt(Server::share).distinct().count() == 1;
        List<Server> order = new ArrayList<>(servers);
        if (equal) {
            Collections.rotate(order, random.nextInt(order.size()));
            return order.toArray(Server[]::new);
        }
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1)); // Fisher and Yates.
        }
        int[] weights = order.stream().mapToInt(Server::share).toArray();
        return Arrays.stream(turns(weights)).mapToObj(order::get).toArray(Server[]::new);
    }

    /** One round: the index of the weight whose turn it is, turn by turn. Weights are above 0. */
    static int[] turns(int... given) {
        int[] weights = reduced(given);
        int[] round = new int[Arrays.stream(weights).sum()];
        if (weights.length == 1) {
            return round;
        }
        PriorityQueue<Chair> waiting = new PriorityQueue<>(Chair::byRelease);
        PriorityQueue<Chair> ready = new PriorityQueue<>(Chair::byDeadline);
        for (int i = 0; i < weights.length; i++) {
            waiting.add(new Chair(i, weights[i], 2L * weights.length - 2).release(round.length));
        }
        for (int turn = 1; turn <= round.length; turn++) {
            while (!waiting.isEmpty() && waiting.peek().release <= turn) {
                ready.add(waiting.remove());
            }
            Chair next = ready.remove();
            round[turn - 1] = next.index;
            next.had++;
            waiting.add(next.release(round.length));
        }
        return round;
    }

    /** The smallest weights in the same proportion; a little off it when they are still too big. */
    private static int[] reduced(int[] weights) {
        int divisor = divisor(Arrays.stream(weights));
        long sum = Arrays.stream(weights).asLongStream().sum() / divisor;
        double scale = sum <= MOST_TURNS ? 1 : (double) MOST_TURNS / sum;
        return Arrays.stream(weights)
                .map(weight -> Math.max(1, (int) Math.round(weight / divisor * scale))).toArray();
    }

    /** The largest number that divides all; 0 when all are 0. */
    static int divisor(IntStream numbers) {
        return numbers.reduce(0, Schedule::gcd);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** A server's place in the queues. Products stay below 2^50: n, w and W are at most 2^17. */
    private static final class Chair {
        final int index;
        final long weight;
        final long d;
        long had;
        long release;

        Chair(int index, int weight, long d) {
            this.index = index;
            this.weight = weight;
            this.d = d;
        }

        Chair release(long sum) {
            release = Math.ceilDiv((had * d + 1) * sum, weight * d);
            return this;
        }

        static int byRelease(Chair a, Chair b) {
            return Long.compare(a.release, b.release);
        }

        static int byDeadline(Chair a, Chair b) {
            int due = Long.compare((a.had * a.d + a.d - 1) * b.weight,
                    (b.had * b.d + b.d - 1) * a.weight);
            return due != 0 ? due : Integer.compare(a.index, b.index);
        }
    }
}
