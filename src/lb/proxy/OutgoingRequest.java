package lb.proxy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.http.Headers;
import lb.http.Request;
import lb.pool.Server;

/**
 * A request as the JDK's client sends it. A class of our own instead of the builder's, because the
 * builder adds {@code Content-Length: 0} to every method it does not know to be without a body, and
 * copies all fields once more.
 */
final class OutgoingRequest extends HttpRequest {
    // Said outright: otherwise each request over plain HTTP offers an upgrade to HTTP/2.
    private static final Optional<HttpClient.Version> VERSION =
            Optional.of(HttpClient.Version.HTTP_1_1);

    private final Request request;
    private final URI uri;
    private final HttpHeaders headers;
    private final Optional<BodyPublisher> body;

    /**
     * A request.
     *
     * @param body null for none
     */
    OutgoingRequest(Request request, Server server, BodyPublisher body) {
        this.request = request;
        this.uri = URI.create(server.spec().scheme() + "://" + server.urlHost() + ":"
                + server.spec().port() + request.target());
        this.headers = HttpHeaders.of(grouped(request, server), (name, value) -> true);
        this.body = Optional.ofNullable(body);
    }

    /** Names as keys; HttpHeaders sorts them itself, so that here any order will do. */
    private static Map<String, List<String>> grouped(Request request, Server server) {
        Headers headers = request.headers();
        Map<String, List<String>> grouped = HashMap.newHashMap(headers.size() + 2);
        for (int i = 0; i < headers.size(); i++) {
            if (headers.isFirst(i) && !headers.name(i).equalsIgnoreCase("Host")) {
                grouped.put(headers.name(i), headers.all(headers.name(i)));
            }
        }
        boolean none = request.authority().isEmpty(); // HTTP/1.0 may come without a Host.
        grouped.put("Host", List.of(none ? server.name() : request.authority()));
        // The client would otherwise present itself as the user agent; empty is the closest to
        // leaving it out that it allows.
        if (!headers.contains("User-Agent")) {
            grouped.put("User-Agent", List.of(""));
        }
        return grouped;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        return body;
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public Optional<Duration> timeout() {
        return Optional.empty(); // The exchange's deadline bounds every wait.
    }

    @Override
    public boolean expectContinue() {
        return false; // The client's side has been told to continue already.
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public Optional<HttpClient.Version> version() {
        return VERSION;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }
}
