package lb.route;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import lb.http.CanonicalPath;
import lb.http.Headers;
import lb.http.Origin;
import lb.http.Request;

/** Requests for tests. */
final class Requests {
    private Requests() {}

    /** {@code GET} for a host and a target, with headers. */
    static Request get(String authority, String target, String... headers) {
        return request("192.0.2.7", authority, target, headers);
    }

    static Request from(String client) {
        return request(client, "shop.example.com", "/");
    }

    private static Request request(String client, String authority, String target,
            String... headers) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        return new Request("id-1", "GET", authority, path,
                mark < 0 ? "" : target.substring(mark + 1), new CanonicalPath(path, List.of(path)),
                Headers.of(headers), Origin.direct(address(client), "http", 8080));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
