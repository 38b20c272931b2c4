package lb.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lb.http.Headers;

/** Removes the fields that are about one connection and never forwarded. */
final class HopByHop {
    // RFC 9110 section 7.6.1, and what others have called hop-by-hop before it. Content-Length and
    // Expect go as well: whoever sends the message on makes its framing anew.
    private static final Set<String> NAMES = Set.of("connection", "keep-alive", "proxy-connection",
            "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
            "upgrade", "http2-settings", "content-length", "expect");

    private HopByHop() {}

    /** The end-to-end fields: without those of one hop, and without those Connection names. */
    static Headers strip(Headers headers) {
        List<String> named = named(headers);
        return headers.toBuilder().removeIf(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            return NAMES.contains(lower) || named.contains(lower);
        }).build();
    }

    private static List<String> named(Headers headers) {
        List<String> connection = headers.all("Connection");
        if (connection.isEmpty()) {
            return List.of();
        }
        List<String> named = new ArrayList<>();
        for (String line : connection) {
            for (String option : line.split(",")) {
                named.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }
}
