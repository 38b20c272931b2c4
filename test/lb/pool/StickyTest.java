package lb.pool;

import static lb.pool.Samples.request;
import static lb.pool.Samples.servers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.http.Headers;
import lb.http.Origin;
import lb.http.Request;
import org.junit.jupiter.api.Test;

class StickyTest {
    private final List<Server> servers = servers("10.9.8.7, b");
    private final Server first = servers.get(0);
    private final Sticky plain = sticky("web", Optional.empty());

    private static Sticky sticky(String pool, Optional<String> secret) {
        return new Sticky(pool, "lb", Optional.empty(), Optional.empty(), secret);
    }

    private static String value(Sticky sticky, Server server) {
        return sticky.setCookie(server, request()).replaceFirst("^lb=([^;]*);.*", "$1");
    }

    private static Request with(String cookies) {
        return request("10.1.1.1", "/", Headers.of("Cookie", cookies));
    }

    @Test
    void setsASessionCookieForTheWholeSite() {
        assertTrue(plain.setCookie(first, request())
                .matches("lb=[A-Za-z0-9_-]{22}; Path=/; HttpOnly"));
    }

    @Test
    void setsAgeAndSiteAsTold() {
        Sticky sticky = new Sticky("web", "lb", Optional.of(Duration.ofHours(1)),
                Optional.of("none"), Optional.empty());
        assertTrue(sticky.setCookie(first, request())
                .endsWith("; Path=/; HttpOnly; Max-Age=3600; SameSite=None"));
    }

    @Test
    void isSecureWhereTheClientCameByHttps() {
        Request plainly = request();
        Request https = new Request("id", "GET", "a", "/", "", plainly.canonical(), Headers.EMPTY,
                Origin.direct(plainly.origin().client(), "https", 443));
        assertTrue(plain.setCookie(first, https).endsWith("; HttpOnly; Secure"));
        assertFalse(plain.setCookie(first, plainly).contains("Secure"));
    }

    /** Worked out by another program. Whoever changes these unpins every client of every user. */
    @Test
    void neverChangesItsValues() {
        assertEquals("rOCEKKY6yqSLKq0Gq7LXgw", value(plain, first));
        assertEquals("dEGYMR4h2aFdqLK6s1ZFGw", value(sticky("web", Optional.of("s3cret")), first));
    }

    @Test
    void dependsOnTheKeyAndNotOnTheOtherServers() {
        assertEquals(value(plain, first), value(sticky("web", Optional.empty()),
                servers("x, 10.9.8.7").get(1)));
        assertNotEquals(value(plain, first), value(sticky("api", Optional.empty()), first));
        assertNotEquals(value(plain, first), value(sticky("web", Optional.of("a")), first));
        assertEquals(value(sticky("web", Optional.of("a")), first),
                value(sticky("api", Optional.of("a")), first));
        assertEquals(value(plain, first), value(sticky("web", Optional.of("")), first));
    }

    @Test
    void findsTheServerAgain() {
        Map<String, Server> byValue = plain.byValue(servers);
        String value = value(plain, first);
        assertSame(first, plain.find(with("a=b; lb=" + value), byValue).orElseThrow());
        assertSame(first, plain.find(with("lb=old; lb=" + value), byValue).orElseThrow());
        assertEquals(Optional.empty(), plain.find(with("LB=" + value), byValue));
        assertEquals(Optional.empty(), plain.find(with("lb=" + value + "x"), byValue));
        assertEquals(Optional.empty(), plain.find(with("lb=10.9.8.7:80"), byValue));
        assertEquals(Optional.empty(), plain.find(request(), byValue));
    }

    @Test
    void keepsTheCookieFromTheServer() {
        assertEquals("a=b; c=d", plain.strip(with("a=b; lb=x; c=d")).headers()
                .first("Cookie").orElseThrow());
        assertFalse(plain.strip(with("lb=x")).headers().contains("Cookie"));
        Request without = with("a=b");
        assertSame(without, plain.strip(without));
    }
}
