package lb.rewrite;

import lb.http.Request;

/**
 * A text with variables: {@code {client-ip} {host} {method} {path} {query} {?query} {scheme}
 * {request-id} {route} {server}}. Immutable.
 */
public final class Template {
    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException naming an unknown variable and the known ones
     */
    public static Template parse(String text) { throw new UnsupportedOperationException(); }

    /** Whether it names {@code {server}}, which is known only after the balancer. */
    public boolean namesServer() { throw new UnsupportedOperationException(); }

    /**
     * Fills it in.
     *
     * @param request as the client sent it
     * @param route the route's name
     * @param server the server's name; empty where none was chosen
     */
    public String expand(Request request, String route, String server) { throw new UnsupportedOperationException(); }

    /** As it was written. */
    @Override
    public String toString() { throw new UnsupportedOperationException(); }
}
