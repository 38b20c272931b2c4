package lb.rewrite;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import lb.http.CanonicalPath;
import lb.http.Headers;
import lb.http.Origin;
import lb.http.Request;

/** Requests for tests: one client, {@code GET http://shop.example.com:8080}. */
final class Requests {
    private Requests() {}

    static Request get(String target, String... headers) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return new Request("id-1", "GET", "Shop.Example.COM:8080", path, query,
                new CanonicalPath(path, List.of(path)), Headers.of(headers),
                Origin.direct(address("192.0.2.7"), "https", 8443));
    }

    static Request from(String client, Request request) {
        return new Request(request.id(), request.method(), request.authority(), request.path(),
                request.query(), request.canonical(), request.headers(),
                Origin.direct(address(client), request.origin().scheme(), 8443));
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
