package lb.route;

import java.util.Map;
import lb.http.Request;
import lb.rewrite.Template;

/** What happens to the requests of a route. */
public sealed interface RouteAction {
    /**
     * They go to a pool, or to several by weight; a client always to the same one, on every
     * replica.
     *
     * @param weights pool names in file order, each with its weight, at least one above 0
     */
    record ToPool(Map<String, Integer> weights) implements RouteAction {
        /** The pool for this request's client. */
        public String choose(Request request) { throw new UnsupportedOperationException(); }

        /** Reads {@code web} or {@code stable 95, canary 5}. */
        public static ToPool parse(String text) { throw new UnsupportedOperationException(); }
    }

    /** They are sent elsewhere with {@code status} 301, 302, 303, 307 or 308. */
    record Redirect(int status, Template location) implements RouteAction {
        /** Reads {@code 301 https://{host}{path}{?query}}. */
        public static Redirect parse(String text) { throw new UnsupportedOperationException(); }
    }

    /** They are answered at once with {@code status} (200 to 599) and a text. */
    record Respond(int status, Template body) implements RouteAction {
        /** Reads {@code 200 text…}. */
        public static Respond parse(String text) { throw new UnsupportedOperationException(); }
    }
}
