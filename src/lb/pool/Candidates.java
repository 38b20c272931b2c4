package lb.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.http.Request;

/**
 * Whom a pool would choose for a request at this moment, and why. Nothing was counted in for it,
 * and nobody's turn was used up.
 *
 * @param all the servers of the pool, in the file's order
 * @param choice the one that would be chosen; empty when there is none, or when chance decides
 *     among those that are eligible
 * @param why in a few words: {@code whose turn it is}, {@code the client's cookie names it}
 */
public record Candidates(List<Candidate> all, Optional<Server> choice, String why) {

    /** Those that may be chosen. */
    public List<Candidate> eligible() {
        return all.stream().filter(Candidate::eligible).toList();
    }

    /** When the client stays with the server that its cookie names. */
    static Candidates pinned(List<Server> servers, Server own) {
        String elsewhere = "the client's cookie names " + own.name();
        return new Candidates(servers.stream().map(server ->
                candidate(server, "", server == own ? "" : elsewhere)).toList(),
                Optional.of(own), "the client's cookie names it");
    }

    /** When the balancer picks; by the steps of {@link Pool#choose}. */
    static Candidates ranked(List<Server> servers, Roster roster, Balancer balancer,
            Request request, Collection<Server> tried) {
        List<Server> eligible = roster.eligible(tried);
        Ranking ranking = rank(eligible, balancer, request);
        if (ranking.pick().filter(Server::isFull).isPresent()) { // It has no place: look again.
            eligible = Roster.notFull(eligible);
            ranking = rank(eligible, balancer, request);
        }
        Map<Server, Integer> places = new HashMap<>();
        eligible.forEach(server -> places.put(server, places.size()));
        List<Candidate> all = new ArrayList<>(servers.size());
        for (Server server : servers) {
            int at = places.getOrDefault(server, -1);
            all.add(at >= 0 && !server.isFull()
                    ? candidate(server, score(ranking, at), "")
                    : candidate(server, "", obstacle(server, roster, tried)));
        }
        return new Candidates(List.copyOf(all), ranking.pick(), ranking.rule());
    }

    private static Ranking rank(List<Server> eligible, Balancer balancer, Request request) {
        return switch (eligible.size()) {
            case 0 -> new Ranking(Optional.empty(), "there is none to be had", List.of());
            case 1 -> new Ranking(Optional.of(eligible.get(0)), "the only one to be had",
                    List.of());
            default -> balancer.rank(eligible, request);
        };
    }

    private static String score(Ranking ranking, int at) {
        return at < ranking.scores().size() ? ranking.scores().get(at) : "";
    }

    private static Candidate candidate(Server server, String score, String reason) {
        return new Candidate(server, server.standing(), server.weight(), server.inFlight(),
                reason.isEmpty(), score, reason);
    }

    /** Why a server may not be chosen. */
    private static String obstacle(Server server, Roster roster, Collection<Server> tried) {
        Standing standing = server.standing();
        boolean well = standing.state() == ServerState.UP
                || standing.state() == ServerState.STARTING;
        if (tried.contains(server)) {
            return "already tried";
        } else if (!well && !roster.available().contains(server)) {
            return standing.state().label()
                    + (standing.reason().isEmpty() ? "" : ": " + standing.reason());
        } else if (server.weight() == 0) {
            return "weight 0";
        } else if (server.isFull()) {
            return "at its max of " + server.spec().max();
        }
        return server.spec().backup() ? "backup, not needed" : "others come first";
    }
}
