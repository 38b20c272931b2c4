package lb.pool;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import lb.tls.ServerTls;

/** What all clients of servers have in common: those that send requests, and those that check. */
public final class ClientBuilder {
    private static final SSLContext NO_TLS = new NoTls();

    private ClientBuilder() {}

    /**
     * Begins a client that sends what it is told, where it is told, and nothing else.
     *
     * @param tls empty: plain HTTP
     * @param context by {@link #context}
     */
    public static HttpClient.Builder of(Optional<ServerTls> tls, SSLContext context) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // The default tries to upgrade to HTTP/2.
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(context);
        tls.ifPresent(secure -> builder.sslParameters(secure.parameters(context)));
        return builder;
    }

    /**
     * What a client of these servers needs.
     *
     * @param resume how long a session may be resumed, whole seconds
     */
    public static SSLContext context(Optional<ServerTls> tls, Duration resume) {
        return tls.map(secure -> secure.context(resume)).orElse(NO_TLS);
    }
}
