package lb.explain;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.config.Config;
import lb.explain.Explanation.End;
import lb.explain.Explanation.Stage;
import lb.explain.Explanation.Step;
import lb.firewall.Verdict;
import lb.http.Request;
import lb.pool.Candidates;
import lb.pool.Pool;
import lb.pool.Server;
import lb.proxy.DryRun;
import lb.proxy.DryRun.Refused;
import lb.proxy.Pipeline;
import lb.proxy.Question;
import lb.proxy.Routing.Ended;
import lb.proxy.Routing.Looped;
import lb.proxy.Routing.Routed;
import lb.proxy.Routing.Stopped;
import lb.proxy.Routing.Unrouted;
import lb.proxy.Upstream;
import lb.route.Route;
import lb.route.RouteAction.Redirect;
import lb.route.RouteAction.Respond;
import lb.route.RouteAction.ToPool;

/**
 * Explains what a pipeline does with requests, without doing it. Safe for many threads; each call
 * of {@link #explain} takes an object of its own.
 */
public final class Explainer {
    private final Config config;
    private final Pipeline pipeline;
    private final String state;
    private final DryRun dryRun;

    /**
     * An explainer.
     *
     * @param config what the pipeline was made of
     * @param state where the state of servers and limits comes from, for the reader
     */
    public Explainer(Config config, Pipeline pipeline, String state) {
        this.config = config;
        this.pipeline = pipeline;
        this.state = state;
        this.dryRun = new DryRun(pipeline);
    }

    /** What becomes of a request, and why. */
    public Explanation explain(Question question) {
        List<Stage> stages = new ArrayList<>();
        return switch (dryRun.run(question)) {
            case Refused refused -> {
                stages.add(new Stage("read", List.of(), "answers " + refused.status() + ": "
                        + refused.reason()));
                yield ends(question, stages, answer(refused.status(), refused.reason()));
            }
            case Looped looped -> {
                stages.add(read(looped.request()));
                stages.add(new Stage("loop", List.of(), "answers 508: Via names this lb"));
                yield ends(question, stages, answer(looped));
            }
            case Stopped stopped -> {
                stages.add(read(stopped.request()));
                stages.add(firewall(stopped.request(), stopped.verdict()));
                yield ends(question, stages, answer(stopped));
            }
            case Unrouted unrouted -> {
                stages.add(read(unrouted.request()));
                stages.add(firewall(unrouted.request(), unrouted.verdict()));
                stages.add(routes(unrouted.request()));
                yield ends(question, stages, answer(unrouted));
            }
            case Routed routed -> {
                stages.add(read(routed.request()));
                stages.add(firewall(routed.request(), routed.verdict()));
                stages.add(routes(routed.request()));
                yield follow(question, stages, routed.request(), routed.route());
            }
        };
    }

    private Explanation ends(Question question, List<Stage> stages, End end) {
        return new Explanation(text(question), config.file().toString(), state, end, stages,
                Optional.empty(), Optional.empty());
    }

    private static String text(Question question) {
        return question.method() + " " + question.scheme() + "://"
                + question.headers().first("Host").orElse("") + question.target() + " from "
                + question.from().getHostAddress();
    }

    private static End answer(int status, String reason) {
        return new End(status, reason, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    private static End answer(Ended ended) {
        return new End(ended.status(), ended.reason(), ended instanceof Stopped stopped
                ? Optional.of(stopped.verdict().rule().name()) : Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static End routed(int status, String reason, Route route, Optional<String> location) {
        return new End(status, reason, Optional.empty(), Optional.of(route.name()),
                Optional.empty(), Optional.empty(), location);
    }

    private static Stage read(Request request) {
        List<Step> steps = new ArrayList<>();
        steps.add(step("host", request.host().isEmpty() ? "none" : request.host()));
        steps.add(step("path", request.path()));
        List<String> readings = request.canonical().readings();
        steps.add(new Step(0, "canonical path", "", List.of(request.canonical().value())));
        if (readings.size() > 1) {
            steps.add(new Step(0, "lenient servers read", "", readings.subList(1, readings.size())
                    .stream().map(Reasons::shown).toList()));
        }
        InetAddress client = request.origin().client();
        steps.add(step("client", client.equals(request.origin().peer()) ? client.getHostAddress()
                : client.getHostAddress() + ", by word of " + request.origin().peer()
                        .getHostAddress()));
        return new Stage("read", steps, "everybody reads it alike");
    }

    private static Step step(String what, String value) {
        return new Step(0, what, "", List.of(Reasons.shown(value)));
    }

    private Stage firewall(Request request, Verdict verdict) {
        return new FirewallStage(config, request, verdict).tell();
    }

    private Stage routes(Request request) {
        return new RouteStage(config, pipeline.router(), request).tell();
    }

    private Explanation follow(Question question, List<Stage> stages, Request request,
            Route route) {
        return switch (route.action()) {
            case Redirect redirect -> {
                String location = redirect.locate(request, route.name());
                stages.add(new Stage("redirect", List.of(action(route, "redirect")),
                        "answers " + redirect.status() + " to " + location));
                yield ends(question, stages, routed(redirect.status(), "redirect", route,
                        Optional.of(location)));
            }
            case Respond respond -> {
                stages.add(new Stage("respond", List.of(action(route, "respond")), "answers "
                        + respond.status() + " "
                        + Reasons.shown(respond.body().expand(request, route.name(), ""))));
                yield ends(question, stages, routed(respond.status(), "respond", route,
                        Optional.empty()));
            }
            case ToPool toPool -> send(question, stages, request, route, toPool.weights(),
                    pipeline.upstreams().get(toPool.choose(request)));
        };
    }

    private Step action(Route route, String option) {
        return config.written().about("route", route.name()).stream()
                .filter(item -> item.option().equals(option)).findFirst()
                .map(item -> new Step(item.line(), option + " = " + item.value(), "", List.of()))
                .orElseThrow();
    }

    private Explanation send(Question question, List<Stage> stages, Request request, Route route,
            Map<String, Integer> split, Upstream upstream) {
        Pool pool = upstream.pool();
        PoolStage chosen = new PoolStage(config, upstream, request);
        Candidates candidates = chosen.candidates();
        stages.add(chosen.tell(split));
        Optional<Server> server = candidates.choice().or(() -> candidates.eligible().stream()
                .map(one -> one.server()).findFirst());
        Optional<String> sends = server.map(to -> {
            RewriteStage rewrite = new RewriteStage(config, dryRun, request, route, pool,
                    to.name());
            stages.add(rewrite.tell());
            stages.add(chosen.retries());
            return dryRun.head(rewrite.sent(), question, to);
        });
        End end = new End(chosen.answers() ? 0 : 503,
                chosen.answers() ? "" : "no server available", Optional.empty(),
                Optional.of(route.name()), Optional.of(pool.name()),
                candidates.choice().map(Server::name), Optional.empty());
        return new Explanation(text(question), config.file().toString(), state, end, stages,
                Optional.of(candidates), sends);
    }
}
