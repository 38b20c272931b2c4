package lb.balance;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import lb.pool.Server;

/**
 * Draws servers by weight: the weights laid end to end make a line, and a random point on it falls
 * on one of them. Immutable.
 */
final class Shares {
    private final List<Server> servers;
    private final long[] ends; // where each server's piece of the line ends

    private Shares(List<Server> servers) {
        this.servers = servers;
        this.ends = new long[servers.size()];
        int unit = Math.max(1, Schedule.divisor(servers.stream().mapToInt(Server::share)));
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            // Not 0, which it may have become since it was found to be eligible.
            end += Math.max(1, servers.get(i).share() / unit);
            ends[i] = end;
        }
    }

    static Shares of(List<Server> servers) {
        return new Shares(servers);
    }

    /** These shares, or those of the shorter list that a request comes with when tried again. */
    Shares among(List<Server> eligible) {
        return eligible == servers ? this : new Shares(eligible);
    }

    Server server(int index) {
        return servers.get(index);
    }

    /** What each has of the whole, for people: {@code 25.0%}. */
    List<String> texts() {
        return IntStream.range(0, ends.length).mapToObj(i -> String.format(Locale.ROOT, "%.1f%%",
                100.0 * (ends[i] - start(i)) / ends[ends.length - 1])).toList();
    }

    private long start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** The index of one server. */
    int draw(RandomGenerator random) {
        return at(random.nextLong(ends[ends.length - 1]));
    }

    /** The index of one server that is not {@code first}, of two or more. */
    int drawOther(RandomGenerator random, int first) {
        long start = start(first);
        long point = random.nextLong(ends[ends.length - 1] - (ends[first] - start));
        return at(point < start ? point : point + ends[first] - start); // Step over the first.
    }

    private int at(long point) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (point < ends[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
