package lb.proxy;

import java.net.URISyntaxException;
import lb.firewall.Firewall;
import lb.http.Request;
import lb.pool.Server;
import lb.rewrite.Rewriter;
import lb.route.Route;
import lb.route.Router;

/**
 * What {@link ProxyHandler} would do with a request, by the same stages in the same order, without
 * sending anything and without counting it. Safe for many threads.
 */
public final class DryRun {
    private final ProxySettings settings;
    private final Firewall firewall;
    private final Router router;

    /** A dry run of what a pipeline decides. */
    public DryRun(Pipeline pipeline) {
        this(pipeline.settings(), pipeline.firewall(), pipeline.router());
    }

    /** A dry run of stages that serve nobody. */
    public DryRun(ProxySettings settings, Firewall firewall, Router router) {
        this.settings = settings;
        this.firewall = firewall;
        this.router = router;
    }

    /** What becomes of a request, as far as that can be told before a server is chosen. */
    public sealed interface Outcome permits Refused, Routing {}

    /** It is not even read: answered with {@code status} and the connection closed. */
    public record Refused(int status, String reason) implements Outcome {}

    /** What becomes of a request. */
    public Outcome run(Question question) {
        Inbound inbound = read(question);
        return switch (inbound) {
            case Inbound.Refused refused -> new Refused(refused.status(), refused.reason());
            case Inbound.Accepted accepted -> Routing.of(accepted.request(), settings,
                    firewall::peek, router);
        };
    }

    private Inbound read(Question question) {
        try {
            DryExchange exchange = new DryExchange(question);
            String id = Stages.id(exchange, settings.requestId());
            return new RequestReader(settings, question.scheme()).read(exchange, id);
        } catch (URISyntaxException e) {
            return new Inbound.Refused(400, "request target"); // By the JDK's server itself.
        }
    }

    /**
     * The request that a route sends to a pool, rewritten but for what depends on the server; the
     * pool's sticky cookie is still there.
     */
    public Request prepare(Request request, Route route) {
        return rewrite(outbound(request), route);
    }

    /** The first half of {@link #prepare}: what is lb's own, some of it new each time. */
    public Request outbound(Request request) {
        return Outbound.prepare(settings, request);
    }

    /** The second half: what is the route's. */
    public Request rewrite(Request outbound, Route route) {
        return Rewriter.apply(route.rewrite(), outbound, route.name());
    }

    /**
     * The same as one server would get it. Its Host is the authority, as in all requests.
     *
     * @param prepared by {@link #prepare}, without the sticky cookie
     * @param original the request as the client sent it
     * @param server the server's name, {@code host:port}
     */
    public Request address(Request prepared, Request original, Route route, String server) {
        return Rewriter.applyServer(route.rewrite(), prepared, original, route.name(), server);
    }

    /**
     * The head of a request as the server would read it, byte by byte.
     *
     * @param addressed by {@link #address}
     * @param question what it came from, whose framing says whether there is a body
     */
    public String head(Request addressed, Question question, Server server) {
        return WireText.of(addressed, question.headers(), server);
    }
}
