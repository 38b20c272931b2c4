package lb.rewrite;

import lb.http.Request;

/**
 * Where variables take their text from.
 *
 * @param request as the client sent it
 * @param route the route's name
 * @param server {@code host:port}; empty before one is chosen
 */
record Values(Request request, String route, String server) {

    String clientIp() {
        String address = request.origin().client().getHostAddress();
        int zone = address.indexOf('%'); // fe80::1%eth0: the zone means something only here.
        return zone < 0 ? address : address.substring(0, zone);
    }

    String queryPart() {
        return request.query().isEmpty() ? "" : "?" + request.query();
    }
}
