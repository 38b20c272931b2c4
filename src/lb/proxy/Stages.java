package lb.proxy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLSession;
import lb.observe.AccessEntry;
import lb.observe.AccessLog;

/**
 * A pipeline with the objects that serve it; replaced whole.
 *
 * @param inFlight requests being served by it
 */
record Stages(Pipeline pipeline, Readers reader, Replies replies, Forwarder forwarder,
        AccessLog accessLog, AtomicInteger inFlight) {
    private static final int LONGEST_ID = 128;

    static Stages of(Pipeline pipeline, AccessLog accessLog,
            BiPredicate<SSLSession, String> misdirected) {
        ProxySettings settings = pipeline.settings();
        Replies replies = new Replies(settings.requestId(), settings.errorPages());
        return new Stages(pipeline, Readers.of(settings, misdirected), replies,
                new Forwarder(new Relay(replies), replies), accessLog, new AtomicInteger());
    }

    /** Begins an exchange: notes what is known before the request is read. */
    Exchange open(HttpExchange http, AccessEntry log) throws IOException {
        Deadline deadline = Watchdog.begin();
        log.method = http.getRequestMethod();
        log.target = http.getRequestURI().toString();
        log.protocol = http.getProtocol();
        log.client = http.getRemoteAddress().getAddress();
        log.referer = first(http, "Referer");
        log.userAgent = first(http, "User-agent");
        log.id = id(http, pipeline.settings().requestId());
        RequestBody body = new RequestBody(http.getRequestBody(), length(http), deadline,
                pipeline.settings().bodyTimeout(), pipeline.settings().limits().body(),
                () -> replies.requestTimeout(http, log));
        Exchange exchange = new Exchange(http, deadline, log, body,
                pipeline.settings().bodyTimeout());
        if (mustClose(http, body)) {
            exchange.closeAfterwards();
        }
        return exchange;
    }

    /**
     * Whether the connection has to end with this exchange: because the client says so, which the
     * JDK's server only understands when it says nothing else; or because of chunks. Of those the
     * JDK's parser takes many for well formed that are not (an empty size for the last chunk, a
     * size beyond 32 bits for what is left of it), so nobody knows for sure that the next byte is
     * the first one of a request. A connection more for each such upload is a low price.
     */
    private static boolean mustClose(HttpExchange http, RequestBody body) {
        List<String> connection = http.getRequestHeaders().get("Connection");
        return body.length() < 0 || connection != null && HopByHop.closes(connection);
    }

    /** The id that the client's proxy has given, or a new one of 128 random bits. */
    static String id(HttpExchange http, Optional<String> field) {
        if (field.isEmpty()) {
            return "";
        }
        String given = first(http, field.get());
        if (!given.isEmpty() && given.length() <= LONGEST_ID
                && given.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            return given;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    private static String first(HttpExchange http, String name) {
        String value = http.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** Bytes of the request's body; -1: chunked. What is not a number is refused later. */
    private static long length(HttpExchange http) {
        if (http.getRequestHeaders().containsKey("Transfer-encoding")) {
            return -1;
        }
        String length = first(http, "Content-length");
        try {
            return length.isEmpty() ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
