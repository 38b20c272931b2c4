package lb.match;

import lb.http.Canonical;
import lb.http.CanonicalPath;
import lb.http.Headers;
import lb.http.IpLiteral;
import lb.http.Origin;
import lb.http.Request;

/** Requests for tests: {@code get("/a?b=c", "Host: x", "X-Debug: 1")}. */
public final class Requests {
    private Requests() {}

    public static Request get(String target, String... fields) {
        return request("GET", target, "192.0.2.7", fields);
    }

    public static Request from(String client, String target) {
        return request("GET", target, client);
    }

    /** A request whose path is canonical or may be made so; the Host field is its authority. */
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
        return new Request("1", method, built.first("Host").orElse(""), path, query,
                canonical(path), built, origin);
    }

    private static CanonicalPath canonical(String path) {
        return switch (CanonicalPath.of(path, true)) {
            case CanonicalPath canonical -> canonical;
            case Canonical.Ambiguous ambiguous -> throw new IllegalArgumentException(
                    path + ": " + ambiguous.reason());
        };
    }
}
