package lb.runtime;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Makes the clients that talk to servers: one for all of them while there is no trouble, one for
 * each that has given some. See {@link lb.pool.SharedClient}.
 */
final class ServerClients {
    // The client's tasks run on whichever of its threads has them. Measured on JDK 25 with 64
    // connections: 53 µs of CPU for each request against 73 with virtual and 173 with pooled
    // threads, for want of hand-overs. Allowed only because nothing of ours that the client calls
    // ever waits: AnswerHandler looks at fields, Upload counts and wakes its exchange.
    private static final Executor DIRECT = Runnable::run;
    private static final SSLContext NO_TLS = withoutTrust();

    private ServerClients() {}

    /** A client for plain HTTP. */
    static HttpClient plain(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(DIRECT)
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
