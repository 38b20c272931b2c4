package lb.match;

import java.util.ArrayList;
import java.util.List;
import lb.http.Cookies;
import lb.http.Query;
import lb.http.Request;

/**
 * A request as conditions look at it. What takes work to read out of it is read when the first
 * condition asks for it and then kept, so whoever tries many conditions on one request makes one of
 * these. Belongs to one thread.
 */
public final class Subject {
    private final Request request;
    private String host; // The following are null until somebody asks.
    private Query query;
    private Cookies cookies;
    private List<String> foldedPaths;

    /** Nothing is read yet. */
    public Subject(Request request) {
        this.request = request;
    }

    Request request() {
        return request;
    }

    String host() {
        if (host == null) {
            host = request.host();
        }
        return host;
    }

    /** The readings of the path, the canonical one first. */
    List<String> paths(boolean ignoreCase) {
        return ignoreCase ? foldedPaths() : request.canonical().readings();
    }

    private List<String> foldedPaths() {
        if (foldedPaths == null) {
            foldedPaths = new ArrayList<>(request.canonical().readings());
            foldedPaths.replaceAll(Folding::fold);
        }
        return foldedPaths;
    }

    List<String> headers(String name) {
        return request.headers().all(name);
    }

    List<String> params(String name) {
        if (query == null) {
            query = Query.parse(request.query());
        }
        return query.all(name);
    }

    List<String> cookies(String name) {
        if (cookies == null) {
            cookies = Cookies.of(request.headers());
        }
        return cookies.all(name);
    }
}
