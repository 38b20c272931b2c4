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

    /** The fields of this name; on any reading also those that a server may take for them. */
    List<String> headers(String name, Reading reading) {
        return reading == Reading.ANY ? request.headers().allLike(name)
                : request.headers().all(name);
    }

    /** The parameters of this name; on any reading also those that a server may take for them. */
    List<String> params(String name, Reading reading) {
        if (query == null) {
            query = Query.parse(request.query());
        }
        return reading == Reading.ANY ? query.allLike(name) : query.all(name);
    }

    /** The cookies of this name; on any reading also those that a server may take for them. */
    List<String> cookies(String name, Reading reading) {
        if (cookies == null) {
            cookies = Cookies.of(request.headers());
        }
        return reading == Reading.ANY ? cookies.allLike(name) : cookies.all(name);
    }
}
