package lb.testing;

import java.util.List;
import lb.http.Canonical;
import lb.http.CanonicalPath;
import lb.http.Headers;
import lb.http.IpLiteral;
import lb.http.Origin;
import lb.http.Request;

/** Requests without a network: {@code get("/a?b=c", "Host: x", "X-Debug: 1")}. */
public final class Requests {
    private static final String CLIENT = "192.0.2.7";

    private Requests() {}

    /** A GET from 192.0.2.7 over HTTP; the Host field is its authority. */
    public static Request get(String target, String... fields) {
        return request("GET", target, CLIENT, fields);
    }

    /** A GET from another client. */
    public static Request from(String client, String target, String... fields) {
        return request("GET", target, client, fields);
    }

    /** Any request. A path that lb would refuse counts as canonical. */
    public static Request request(String method, String target, String client, String... fields) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        Headers.Builder headers = Headers.builder();
        for (String field : fields) {
            int colon = field.indexOf(':');
            headers.add(field.substring(0, colon), field.substring(colon + 1).strip());
        }
        Headers built = headers.build();
        Origin origin = Origin.direct(IpLiteral.parse(client).orElseThrow(), "http", 80);
        return new Request("id-1", method, built.first("Host").orElse(""), path, query,
                canonical(path), built, origin);
    }

    /** The same request over another scheme, to another port of lb. */
    public static Request over(String scheme, int port, Request request) {
        return new Request(request.id(), request.method(), request.authority(), request.path(),
                request.query(), request.canonical(), request.headers(),
                Origin.direct(request.origin().peer(), scheme, port));
    }

    private static CanonicalPath canonical(String path) {
        return switch (CanonicalPath.of(path, true)) {
            case CanonicalPath canonical -> canonical;
            case Canonical.Ambiguous ambiguous -> new CanonicalPath(path, List.of(path));
        };
    }
}
