package lb.route;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lb.http.Request;
import lb.rewrite.Template;

/** What happens to the requests of a route. */
public sealed interface RouteAction {
    /** In short: {@code pool stable 95, canary 5}, {@code redirect 301 …}, {@code respond 200}. */
    default String describe() {
        return switch (this) {
            case ToPool toPool -> "pool " + toPool.weights().entrySet().stream()
                    .map(part -> toPool.weights().size() == 1 ? part.getKey()
                            : part.getKey() + " " + part.getValue())
                    .collect(Collectors.joining(", "));
            case Redirect redirect -> "redirect " + redirect.status() + " " + redirect.location();
            case Respond respond -> "respond " + respond.status();
        };
    }

    /**
     * They go to a pool, or to several by weight; a client always to the same one, on every
     * replica. A client is an IPv4 address or the /64 of an IPv6 address, within which hosts change
     * theirs every day.
     *
     * @param weights pool names in file order, each with its weight, at least one above 0
     */
    record ToPool(Map<String, Integer> weights) implements RouteAction {
        /** Checks the weights and keeps their order. */
        public ToPool {
            weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
            if (weights.values().stream().noneMatch(weight -> weight > 0)) {
                throw new IllegalArgumentException(
                        "no pool has a weight above 0; give one of them a weight");
            }
        }

        /** The pool for this request's client. */
        public String choose(Request request) {
            return weights.size() == 1
                    ? weights.keySet().iterator().next()
                    : Split.choose(weights, request.origin().client());
        }

        /**
         * Reads {@code web} or {@code stable 95, canary 5}.
         *
         * @throws IllegalArgumentException with what is wrong and what to write instead
         */
        public static ToPool parse(String text) {
            return new ToPool(Split.parse(text));
        }
    }

    /**
     * They are sent elsewhere with {@code status} 301, 302, 303, 307 or 308.
     *
     * @param location where, with variables; {@link #locate} fills it in
     */
    record Redirect(int status, Template location) implements RouteAction {
        private static final List<Integer> STATUSES = List.of(301, 302, 303, 307, 308);

        /**
         * The Location header for a request: visible ASCII, and never a path that begins with two
         * slashes, which a browser would read as another host.
         *
         * @param route the route's name
         */
        public String locate(Request request, String route) {
            String location = this.location.expand(request, route, "");
            return location.startsWith("//") && !this.location.toString().startsWith("//")
                    ? location.replaceFirst("^/+", "/")
                    : location;
        }

        /**
         * Whether it leads to the same place by HTTPS; whoever is there already would be sent in
         * circles.
         */
        public boolean isToHttps() {
            return location.toString().startsWith("https://{host}{path}");
        }

        /**
         * Reads {@code 301 https://{host}{path}{?query}}.
         *
         * @throws IllegalArgumentException with what is wrong and what to write instead
         */
        public static Redirect parse(String text) {
            StatusAndText parts = StatusAndText.parse(text, "301 https://{host}{path}{?query}");
            if (!STATUSES.contains(parts.status())) {
                throw new IllegalArgumentException(parts.status() + " redirects nobody; write 301"
                        + " or 308 (for good), 302, 303 or 307 (for now)");
            }
            return new Redirect(parts.status(), Locations.parse(parts));
        }
    }

    /**
     * They are answered at once with {@code status} (200 to 599) and a text.
     *
     * @param body the text, with variables: to be sent as text/plain, since it may hold what a
     *     client wrote
     */
    record Respond(int status, Template body) implements RouteAction {
        /**
         * Reads {@code 200 text…}.
         *
         * @throws IllegalArgumentException with what is wrong and what to write instead
         */
        public static Respond parse(String text) {
            StatusAndText parts = StatusAndText.parse(text, "200 text");
            int status = parts.status();
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("there is no status " + status
                        + " to answer with; write one from 200 to 599");
            }
            // RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5: these end with their head.
            if (List.of(204, 205, 304).contains(status) && !parts.text().isEmpty()) {
                throw new IllegalArgumentException("an answer with status " + status
                        + " has no text; write only " + status);
            }
            return new Respond(status, parts.template());
        }
    }
}
