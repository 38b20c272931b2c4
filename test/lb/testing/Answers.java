package lb.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The responses to many requests, counted.
 *
 * @param all every one of them; those to one connection in their order
 */
public record Answers(List<Message> all) {

    /** {@code a: 17, b: 3}; where no server answered, the status: {@code a: 17, 503: 3}. */
    public String byServer() {
        return count(Message::server);
    }

    /** {@code 200: 17, 503: 3}. */
    public String byStatus() {
        return count(answer -> String.valueOf(answer.status()));
    }

    /** The servers in the order in which they answered: {@code a b a}. */
    public String sequence() {
        return all.stream().map(Message::server).collect(Collectors.joining(" "));
    }

    private String count(Function<Message, String> by) {
        Map<String, Long> counts = all.stream()
                .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
