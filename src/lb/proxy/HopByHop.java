package lb.proxy;

import java.util.ArrayList;
import java.util.List;
import lb.http.FieldName;
import lb.http.Headers;

/** Removes the fields that are about one connection and never forwarded. */
final class HopByHop {
    // RFC 9110 section 7.6.1, and what others have called hop-by-hop before it. Content-Length and
    // Expect go as well: whoever sends the message on makes its framing anew.
    private static final List<String> NAMES = List.of("Connection", "Keep-Alive",
            "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer",
            "Transfer-Encoding", "Upgrade", "HTTP2-Settings", "Content-Length", "Expect");

    private HopByHop() {}

    /** The end-to-end fields: without those of one hop, and without those Connection names. */
    static Headers strip(Headers headers) {
        List<String> named = options(headers);
        return headers.toBuilder()
                .removeIf(name -> isAmong(NAMES, name) || isAmong(named, name))
                .build();
    }

    private static boolean isAmong(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (FieldName.isLike(name, names.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the sender closes the connection after this message (RFC 9112 section 9.6). */
    static boolean closes(List<String> connection) {
        List<String> options = new ArrayList<>(1);
        connection.forEach(line -> addOptions(line, options));
        return options.stream().anyMatch("close"::equalsIgnoreCase);
    }

    private static List<String> options(Headers headers) {
        List<String> connection = headers.all("Connection");
        if (connection.isEmpty()) {
            return List.of();
        }
        List<String> options = new ArrayList<>();
        connection.forEach(line -> addOptions(line, options));
        return options;
    }

    private static void addOptions(String line, List<String> options) {
        for (String option : line.split(",")) {
            options.add(option.strip());
        }
    }
}
