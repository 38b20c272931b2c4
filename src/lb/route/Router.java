package lb.route;

import java.util.List;
import java.util.Optional;
import lb.http.Request;

/** Second stage: which route takes this request? The most specific one that matches. Immutable. */
public final class Router {
    /** A router over routes in file order. */
    public Router(List<Route> routes) { throw new UnsupportedOperationException(); }

    /** The routes in the order in which they are tried. */
    public List<Route> routes() { throw new UnsupportedOperationException(); }

    /** The route that takes the request; empty: 404. */
    public Optional<Route> route(Request request) { throw new UnsupportedOperationException(); }
}
