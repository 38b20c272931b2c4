package lb.rewrite;

import lb.http.Headers;
import lb.http.Request;

/** Third stage: changes requests on their way to a server, and responses on their way back. */
public final class Rewriter {
    private Rewriter() {}

    /**
     * The request as it is to be sent, but for what depends on the server.
     *
     * @param route the route's name
     */
    public static Request apply(Rewrite rewrite, Request request, String route) { throw new UnsupportedOperationException(); }

    /**
     * What depends on the server: values that name {@code {server}}, and {@code host = server}.
     * The same object when nothing does.
     *
     * @param rewritten what {@link #apply} gave
     * @param original the request as the client sent it
     * @param server the server's name, {@code host:port}
     */
    public static Request applyServer(Rewrite rewrite, Request rewritten, Request original,
            String route, String server) { throw new UnsupportedOperationException(); }

    /**
     * The response's fields as the client is to see them.
     *
     * @param response end-to-end fields of the server's response
     * @param original the request as the client sent it
     */
    public static Headers applyResponse(Rewrite rewrite, Headers response, Request original,
            String route, String server) { throw new UnsupportedOperationException(); }
}
