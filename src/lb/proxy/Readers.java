package lb.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLSession;
import lb.proxy.Inbound.Accepted;
import lb.proxy.Inbound.Refused;

/**
 * Reads requests of plain listeners and of those by TLS.
 *
 * @param misdirected whether a request to a host is on the wrong connection
 */
record Readers(RequestReader plain, RequestReader secure,
        BiPredicate<SSLSession, String> misdirected) {

    static Readers of(ProxySettings settings, BiPredicate<SSLSession, String> misdirected) {
        return new Readers(new RequestReader(settings, "http"),
                new RequestReader(settings, "https"), misdirected);
    }

    /** The request, or why it is refused. */
    Inbound read(HttpExchange http, String id) {
        if (!(http instanceof HttpsExchange exchange)) {
            return plain.read(http, id);
        }
        Inbound inbound = secure.read(http, id);
        boolean wrong = inbound instanceof Accepted accepted
                && misdirected.test(exchange.getSSLSession(), accepted.request().host());
        return wrong ? new Refused(421, "the connection was made for another name, or before a"
                + " change of tls.client-ca") : inbound;
    }
}
