package lb.balance;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import lb.pool.Server;

/**
 * A {@link Schedule} and whose turn it is. Safe for many threads: one counter, and every request
 * that adds to it has a turn of its own.
 */
final class Turns {
    private final List<Server> servers;
    private final Server[] all; // the same; an array is quicker to walk along
    private final Server[] round;
    private final AtomicLong next = new AtomicLong();

    private Turns(List<Server> servers, Server[] round) {
        this.servers = servers;
        this.all = servers.toArray(Server[]::new);
        this.round = round;
    }

    /** For no servers: nobody has a turn. */
    static Turns none() {
        return new Turns(List.of(), new Server[0]);
    }

    static Turns of(List<Server> servers, RandomGenerator random) {
        return servers.isEmpty() ? none() : new Turns(servers, Schedule.of(servers, random));
    }

    /** Whose turn it is; turns of servers that are not in the list pass on to the next. */
    Server next(List<Server> eligible) {
        return from(next.getAndIncrement(), eligible);
    }

    /** What {@link #next} would say, without using up the turn. */
    Server peek(List<Server> eligible) {
        return from(next.get(), eligible);
    }

    private Server from(long turn, List<Server> eligible) {
        for (int i = 0; i < round.length; i++) {
            if (isAmong(at(turn + i), eligible)) {
                return at(turn + i);
            }
        }
        return eligible.get(Math.floorMod(turn, eligible.size())); // Servers we were not told of.
    }

    /**
     * Whose turn it is among servers that fit; the turns of those that do not are forfeited, so
     * that of two that fit, neighbours or not, each gets its share.
     *
     * @param most turns to look at
     * @return null when none of these fits
     */
    Server nextThat(Predicate<Server> fits, int most) {
        long turn = next.getAndIncrement();
        int i = find(turn, fits, most);
        if (i < 0) {
            return null;
        }
        next.compareAndSet(turn + 1, turn + i + 1); // Else others have moved on already.
        return at(turn + i);
    }

    /** What {@link #nextThat} would say, without using up a turn. */
    Server peekThat(Predicate<Server> fits, int most) {
        long turn = next.get();
        int i = find(turn, fits, most);
        return i < 0 ? null : at(turn + i);
    }

    /** How many turns later it is one that fits; -1: not within {@code most}. */
    private int find(long turn, Predicate<Server> fits, int most) {
        int at = index(turn);
        for (int i = 0; i < Math.min(most, round.length); i++) {
            if (fits.test(round[at])) {
                return i;
            }
            at = at + 1 == round.length ? 0 : at + 1; // A division each time is felt.
        }
        return -1;
    }

    /** In how many turns it is the server's, 0 for now; -1 when it has none. */
    int turnsUntil(Server server) {
        return find(next.get(), server::equals, round.length);
    }

    /** Whether one of our servers is eligible; not asked of a list that is our own. */
    boolean isAmong(Server server, List<Server> eligible) {
        return eligible == servers || eligible.contains(server);
    }

    /** Those of the list, for a walk along them; not to be changed. */
    Server[] array(List<Server> eligible) {
        return eligible == servers ? all : eligible.toArray(Server[]::new);
    }

    private Server at(long turn) {
        return round[index(turn)];
    }

    private int index(long turn) {
        // Not %, which turns negative with the counter, be it in 292 years at a request a ns.
        return round.length == 0 ? 0 : Math.floorMod(turn, round.length);
    }
}
