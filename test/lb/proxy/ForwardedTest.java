package lb.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import lb.http.CanonicalPath;
import lb.http.Headers;
import lb.http.Origin;
import lb.http.Request;
import org.junit.jupiter.api.Test;

class ForwardedTest {
    private static final Headers FORGED = Headers.of("X-Forwarded-For", "6.6.6.6",
            "X-Forwarded-Proto", "https", "x-forwarded-server", "evil", "X-Real-IP", "6.6.6.6",
            "Forwarded", "for=6.6.6.6");

    @Test
    void replacesWhatAnUntrustedClientSent() throws UnknownHostException {
        assertEquals(Headers.of("X-Forwarded-For", "10.0.0.9", "X-Forwarded-Host", "a.example",
                        "X-Forwarded-Port", "8080", "X-Forwarded-Proto", "http"),
                apply(ForwardedStyle.X_FORWARDED, false, FORGED));
    }

    @Test
    void goesOnWithWhatATrustedProxySent() throws UnknownHostException {
        Headers told = Headers.of("X-Forwarded-For", "1.2.3.4", "X-Forwarded-Proto", "https");
        assertEquals(Headers.of("X-Forwarded-Proto", "https",
                        "X-Forwarded-For", "1.2.3.4, 10.0.0.9", "X-Forwarded-Host", "a.example",
                        "X-Forwarded-Port", "8080"),
                apply(ForwardedStyle.X_FORWARDED, true, told));
    }

    @Test
    void speaksTheStandardsLanguage() throws UnknownHostException {
        assertEquals(Headers.of("Forwarded", "for=10.0.0.9;host=\"a.example\";proto=http"),
                apply(ForwardedStyle.RFC7239, false, FORGED));
    }

    @Test
    void tellsNothingAndLetsNothingThroughWhenOff() throws UnknownHostException {
        assertEquals(Headers.EMPTY, apply(ForwardedStyle.OFF, false, FORGED));
        assertEquals(Headers.EMPTY, apply(ForwardedStyle.OFF, true, FORGED));
    }

    private static Headers apply(ForwardedStyle style, boolean trusted, Headers headers)
            throws UnknownHostException {
        InetAddress peer = InetAddress.getByName("10.0.0.9");
        Request request = new Request("id", "GET", "a.example", "/", "",
                (CanonicalPath) CanonicalPath.of("/", false), headers,
                new Origin(peer, peer, trusted, "http", 8080));
        return Forwarded.apply(style, request, headers);
    }
}
