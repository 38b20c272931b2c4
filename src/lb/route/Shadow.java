package lb.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lb.match.Reading;
import lb.route.Router.Candidate;

/**
 * A route that no request ever reaches.
 *
 * @param by the routes that take all it could match before it is tried; none when there is no
 *     request that it matches
 */
public record Shadow(Route route, Set<Route> by) {
    /**
     * The routes that are never reached, in file order. For certain: there may be others.
     *
     * @param routes in file order
     */
    public static List<Shadow> among(List<Route> routes) {
        // By name: the hash of a whole route is a matter of milliseconds at a cold start.
        Set<String> reached = new HashSet<>();
        Map<String, Set<Route>> by = new HashMap<>();
        Map<String, List<Candidate>> byHost = new HashMap<>();
        List<Candidate> others = new ArrayList<>();
        for (Candidate candidate : Router.candidates(routes)) {
            Optional<String> host = candidate.conditions().exactHost();
            List<Candidate> named = host.map(name ->
                    byHost.computeIfAbsent(name, any -> new ArrayList<>())).orElse(List.of());
            if (candidate.conditions().contradiction().isEmpty()) {
                Optional<Route> before = firstThatCovers(candidate, named)
                        .or(() -> firstThatCovers(candidate, others));
                String name = candidate.route().name();
                before.ifPresentOrElse(route ->
                                by.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(route),
                        () -> reached.add(name));
                (host.isPresent() ? named : others).add(candidate);
            }
        }
        return routes.stream().filter(route -> !reached.contains(route.name()))
                .map(route -> new Shadow(route, by.getOrDefault(route.name(), Set.of()))).toList();
    }

    private static Optional<Route> firstThatCovers(Candidate candidate, List<Candidate> before) {
        return before.stream()
                .filter(other -> !other.route().name().equals(candidate.route().name())
                        && other.conditions().cover(Reading.CANONICAL,
                                candidate.conditions(), Reading.CANONICAL))
                .findFirst().map(Candidate::route);
    }
}
