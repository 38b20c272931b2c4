package lb.pool;

import java.util.List;
import java.util.Optional;

/**
 * What a balancer would do with a request, for people who ask why.
 *
 * @param pick what it would pick; empty when chance decides, or it does not say
 * @param rule how it decides, in a few words: {@code fewest in flight for its weight}
 * @param scores how it sees each of the servers it was asked about, in their order; none when it
 *     does not say
 */
public record Ranking(Optional<Server> pick, String rule, List<String> scores) {
    /** Of a balancer that does not say. */
    public static final Ranking UNTOLD = new Ranking(Optional.empty(), "", List.of());
}
