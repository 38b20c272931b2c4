package lb.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.http.Request;
import lb.match.Conditions;
import lb.match.Reading;
import lb.match.Subject;

/**
 * Second stage: which route takes this request? The most specific one that matches. Immutable.
 *
 * <p>Higher priority goes first, then the more {@linkplain lb.match.Specificity specific}, then
 * file order. Alternative hosts and paths of a route are ordered each by itself, as if every one
 * had a route of its own: a route for {@code a.example, *.example} is as exact about {@code
 * a.example} as one for that host alone.
 */
public final class Router {
    private static final Candidate[] NONE = {};

    private final List<Route> routes;
    private final Map<String, Candidate[]> byHost; // Those that want exactly this host, in order.
    private final Candidate[] others; // All others, in order.

    /** A router over routes in file order. */
    public Router(List<Route> routes) {
        List<Candidate> candidates = candidates(routes);
        this.routes = candidates.stream().map(Candidate::route).distinct().toList();
        Map<String, List<Candidate>> named = new HashMap<>();
        List<Candidate> unnamed = new ArrayList<>();
        for (int rank = 0; rank < candidates.size(); rank++) {
            Candidate ranked = candidates.get(rank).ranked(rank);
            ranked.conditions.exactHost()
                    .map(host -> named.computeIfAbsent(host, any -> new ArrayList<>()))
                    .orElse(unnamed)
                    .add(ranked);
        }
        byHost = new HashMap<>();
        named.forEach((host, ranked) -> byHost.put(host, ranked.toArray(NONE)));
        others = unnamed.toArray(NONE);
    }

    /** Every alternative of every route, in the order in which they are tried. */
    static List<Candidate> candidates(List<Route> routes) {
        return routes.stream()
                .flatMap(route -> route.conditions().alternatives().stream()
                        .map(conditions -> new Candidate(route, conditions, 0)))
                .sorted(Comparator // Stable: what is equal stays in file order.
                        .comparingInt((Candidate candidate) -> candidate.route.priority())
                        .reversed()
                        .thenComparing(candidate -> candidate.conditions.specificity()))
                .toList();
    }

    /** The routes in the order in which they are tried; one with alternatives at its first. */
    public List<Route> routes() {
        return routes;
    }

    /** The route that takes the request; empty: 404. */
    public Optional<Route> route(Request request) {
        return route(request, null);
    }

    /** All that match the request, the one that takes it first: for people who ask why. */
    public List<Match> matches(Request request) {
        List<Match> matches = new ArrayList<>();
        route(request, matches);
        return matches;
    }

    /**
     * A route and the one of its alternatives that a request matches.
     *
     * @param conditions what orders it among others
     */
    public record Match(Route route, Conditions conditions) {}

    /** The first that matches; with a list, none, but all that match are in the list. */
    private Optional<Route> route(Request request, List<Match> all) {
        Candidate[] named = byHost.getOrDefault(request.host(), NONE);
        Subject subject = new Subject(request);
        int n = 0;
        int o = 0;
        while (n < named.length || o < others.length) { // Merges two lists, each in order.
            boolean takeNamed = o == others.length
                    || n < named.length && named[n].rank < others[o].rank;
            Candidate candidate = takeNamed ? named[n++] : others[o++];
            if (candidate.conditions.match(subject, Reading.CANONICAL)) {
                if (all == null) {
                    return candidate.found;
                }
                all.add(new Match(candidate.route, candidate.conditions));
            }
        }
        return Optional.empty();
    }

    /** How many alternatives are tried, at most, for a host. */
    int candidates(String host) {
        return byHost.getOrDefault(host, NONE).length + others.length;
    }

    /** One alternative of a route. */
    record Candidate(Route route, Conditions conditions, int rank, Optional<Route> found) {
        Candidate(Route route, Conditions conditions, int rank) {
            this(route, conditions, rank, Optional.of(route));
        }

        Candidate ranked(int rank) {
            return new Candidate(route, conditions, rank, found);
        }
    }
}
