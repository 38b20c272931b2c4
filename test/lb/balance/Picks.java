package lb.balance;

import static lb.pool.Samples.request;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lb.pool.Balancer;
import lb.pool.Samples;
import lb.pool.Server;

/** What a balancer picks, in a form to compare. */
final class Picks {
    private Picks() {}

    /** So many picks in a row, none of them counted in: {@code a b a}. */
    static String inARow(int picks, Balancer balancer, List<Server> servers) {
        return Stream.generate(() -> Samples.name(balancer.pick(servers, request())))
                .limit(picks).collect(Collectors.joining(" "));
    }

    /** How often each server was picked: {@code {a=2, b=1}}. */
    static Map<String, Integer> counts(int picks, Balancer balancer, List<Server> servers) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < picks; i++) {
            counts.merge(Samples.name(balancer.pick(servers, request())), 1, Integer::sum);
        }
        return counts;
    }

    static List<Server> prepared(Balancer balancer, String servers) {
        List<Server> list = Samples.servers(servers);
        balancer.prepare(list);
        return list;
    }

    /** Counts so many requests in. */
    static void load(Server server, int inFlight) {
        for (int i = 0; i < inFlight; i++) {
            server.acquire();
        }
    }
}
