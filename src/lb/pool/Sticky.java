package lb.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lb.http.Cookies;
import lb.http.Request;

/**
 * A cookie that names the server a client is to stay with, without showing its address: the
 * server's name, hashed with a key (HMAC-SHA256, RFC 2104), cut to 128 bits. Nothing is remembered,
 * and every lb with the same key makes the same values, so clients stay put across replicas and
 * restarts.
 *
 * <p>The key is the secret; without one, the pool's name. It must not depend on which servers there
 * are, or a new server would move every client. Without a secret a client that knows the servers'
 * names can work out their values and choose a server; it can reach no server that it could not
 * have been given.
 */
public final class Sticky {
    private static final int BYTES = 16;

    private final String cookie;
    private final String attributes;
    private final byte[] key;

    /**
     * Sticky sessions of one pool.
     *
     * @param cookie the cookie's name, a token
     * @param maxAge how long a browser keeps it; empty: until it is closed
     * @param sameSite {@code Strict}, {@code Lax} or {@code None} in any case; empty: not said
     * @param secret the key; empty: made from the pool's name
     */
    public Sticky(String pool, String cookie, Optional<Duration> maxAge, Optional<String> sameSite,
            Optional<String> secret) {
        this.cookie = cookie;
        this.key = secret.filter(text -> !text.isEmpty()).orElse("sticky." + pool).getBytes(UTF_8);
        this.attributes = "; Path=/; HttpOnly"
                + maxAge.map(time -> "; Max-Age=" + Math.max(1, time.toSeconds())).orElse("")
                + sameSite.map(text -> "; SameSite=" + capitalized(text)).orElse("");
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT)
                + text.substring(1).toLowerCase(Locale.ROOT);
    }

    /** The servers by the values that stand for them. */
    Map<String, Server> byValue(List<Server> servers) {
        Map<String, Server> byValue = new HashMap<>();
        servers.forEach(server -> byValue.put(value(server), server));
        return byValue;
    }

    /** The one that the request's cookie names. */
    Optional<Server> find(Request request, Map<String, Server> byValue) {
        for (String value : Cookies.of(request.headers()).all(cookie)) {
            Server server = byValue.get(value);
            if (server != null) { // Of two cookies with unlike paths, one may be ours.
                return Optional.of(server);
            }
        }
        return Optional.empty();
    }

    /** The value of {@code Set-Cookie} that makes the client stay (RFC 6265 section 4.1). */
    String setCookie(Server server, Request request) {
        String secure = request.origin().scheme().equals("https") ? "; Secure" : "";
        return cookie + "=" + value(server) + attributes + secure;
    }

    /** The request without the cookie, which is no business of the server's. */
    public Request strip(Request request) {
        Cookies cookies = Cookies.of(request.headers());
        Cookies rest = cookies.remove(cookie);
        return rest == cookies ? request : request.withHeaders(rest.into(request.headers()));
    }

    private String value(Server server) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] hash = mac.doFinal(server.name().getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
