package lb.proxy;

import lb.http.Headers;
import lb.http.Request;

/** Turns a client's request into the one lb sends on, before the route's own rewrites. */
final class Outbound {
    private Outbound() {}

    /**
     * Removes what is about the client's connection first and adds what is lb's own afterwards, so
     * that no client can have one of ours removed by naming it in Connection.
     */
    static Request prepare(ProxySettings settings, Request request) {
        Headers headers = HopByHop.strip(request.headers());
        headers = Forwarded.apply(settings.forwarded(), request, headers);
        if (settings.via().isPresent()) {
            headers = Via.append(headers, settings.via().get());
        }
        Headers.Builder out = headers.toBuilder().remove("Host"); // The request's authority.
        settings.requestId().ifPresent(name -> out.set(name, request.id()));
        TraceContext.carry(headers, out, request.id());
        return request.withHeaders(out.build());
    }
}
