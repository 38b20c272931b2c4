package lb.rewrite;

import lb.http.Headers;
import lb.http.Request;

/**
 * Third stage: changes requests on their way to a server, and responses on their way back.
 *
 * <p>Variables stand for what the client sent, never for what another change made of it. Where some
 * value names {@code {server}}, all changes of that part (of path and query, or of the fields) wait
 * for the server, so that their order stays the same.
 */
public final class Rewriter {
    private Rewriter() {}

    /**
     * The request as it is to be sent, but for what depends on the server. The same object when
     * nothing changes.
     *
     * @param route the route's name
     */
    public static Request apply(Rewrite rewrite, Request request, String route) {
        if (rewrite == Rewrite.NONE) {
            return request;
        }
        Values values = new Values(request, route, "");
        Request changed = request;
        for (Change change : rewrite.changes) {
            if (!change.namesServer()) {
                changed = change.apply(changed, values);
            }
        }
        return changed;
    }

    /**
     * What depends on the server: values that name {@code {server}}, and {@code host = server}.
     * The same object when nothing does.
     *
     * @param rewritten what {@link #apply} gave
     * @param original the request as the client sent it
     * @param server the server's name, {@code host:port}
     */
    public static Request applyServer(Rewrite rewrite, Request rewritten, Request original,
            String route, String server) {
        Values values = new Values(original, route, server);
        Request changed = rewritten;
        for (Change change : rewrite.changes) {
            if (change.namesServer()) {
                changed = change.apply(changed, values);
            }
        }
        return changed;
    }

    /**
     * The response's fields as the client is to see them. The same object when nothing changes.
     *
     * @param response end-to-end fields of the server's response
     * @param original the request as the client sent it
     */
    public static Headers applyResponse(Rewrite rewrite, Headers response, Request original,
            String route, String server) {
        return rewrite.response.isEmpty()
                ? response
                : rewrite.response.apply(response, new Values(original, route, server));
    }
}
