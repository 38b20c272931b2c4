package lb.runtime;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Makes the clients that talk to servers, one for each server: the JDK gives no other way to end
 * the connections of one server, or to keep its trouble away from the rest.
 */
final class ServerClients {
    // Shared and without bound: a client whose executor once refuses a task is dead for ever.
    // Platform threads, because a hostile answer can keep the client's parser busy without end, and
    // would take one of the few carriers of all virtual threads with it.
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("server-client-", 0).factory());
    private static final SSLContext NO_TLS = withoutTrust();

    private ServerClients() {}

    /** A client for plain HTTP. */
    static HttpClient plain(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(THREADS)
                .sslContext(NO_TLS)
                .build();
    }

    /** Trusts nobody. The default context would take 200 ms to read the system's certificates. */
    private static SSLContext withoutTrust() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }
}
