package lb.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lb.config.Config;
import lb.explain.Explanation.Stage;
import lb.explain.Explanation.Step;
import lb.http.Request;
import lb.match.Reading;
import lb.match.Specificity;
import lb.route.Route;
import lb.route.Router;
import lb.route.Router.Match;

/** Which routes matched, and why the one that takes the request goes before the others. */
final class RouteStage {
    private static final List<String> HOSTS =
            List.of("no host", "a regex for the host", "a host with a wildcard", "an exact host");
    private static final List<String> PATHS = List.of("no path", "a regex for the path",
            "a prefix or pattern for the path", "an exact path");

    private final Config config;
    private final Router router;
    private final Request request;

    RouteStage(Config config, Router router, Request request) {
        this.config = config;
        this.router = router;
        this.request = request;
    }

    Stage tell() {
        List<Match> matches = firsts(router.matches(request));
        List<Step> steps = new ArrayList<>();
        for (Route route : router.routes()) {
            Optional<Match> match =
                    matches.stream().filter(one -> one.route() == route).findFirst();
            steps.add(match.isEmpty() ? missed(route) : matched(match.get(), matches));
        }
        return new Stage("route", steps, matches.isEmpty() ? "answers 404, for no route matches"
                : "takes " + matches.getFirst().route().name());
    }

    /** Of each route the alternative that comes first. */
    private static List<Match> firsts(List<Match> matches) {
        List<Match> firsts = new ArrayList<>();
        for (Match match : matches) {
            if (firsts.stream().noneMatch(first -> first.route() == match.route())) {
                firsts.add(match);
            }
        }
        return firsts;
    }

    private Step missed(Route route) {
        Optional<Reasons.Miss> miss = Reasons.miss(config.written(), "route", route.name(),
                route.conditions(), request, Reading.CANONICAL);
        int line = miss.map(Reasons.Miss::line).filter(known -> known > 0).orElse(route.line());
        return new Step(line, "route " + route.name(), "no",
                List.of(miss.map(Reasons.Miss::text).orElse("a regex did not come to an end")));
    }

    private static Step matched(Match match, List<Match> matches) {
        Match winner = matches.getFirst();
        List<String> details = new ArrayList<>();
        details.add(Reasons.said(match.conditions()));
        if (match != winner) {
            details.add("but " + winner.route().name() + " comes first: " + why(winner, match));
        } else if (matches.size() == 1) {
            details.add("the only one that matches");
        }
        return new Step(match.route().line(), "route " + match.route().name(),
                match == winner ? "taken" : "matches", details);
    }

    /** By the first of the things that order routes in which the two differ. */
    private static String why(Match first, Match second) {
        int priority = first.route().priority();
        if (priority != second.route().priority()) {
            return "priority " + priority + " against " + second.route().priority();
        }
        Specificity a = first.conditions().specificity();
        Specificity b = second.conditions().specificity();
        if (a.hostKind() != b.hostKind()) {
            return HOSTS.get(a.hostKind()) + " goes before " + HOSTS.get(b.hostKind());
        } else if (a.hostLength() != b.hostLength()) {
            return "its wildcard is longer";
        } else if (a.pathKind() != b.pathKind()) {
            return PATHS.get(a.pathKind()) + " goes before " + PATHS.get(b.pathKind());
        } else if (a.pathLength() != b.pathLength()) {
            return "its path is longer";
        } else if (a.further() != b.further()) {
            return "it has more further conditions, " + a.further() + " against " + b.further();
        }
        return "equally specific, and first in the file";
    }
}
