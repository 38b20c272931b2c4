package lb.proxy;

import lb.http.Headers;

/** Names lb on a request's way (RFC 9110 section 7.6.3), and notices one that goes in circles. */
final class Via {
    private Via() {}

    /** Whether a request has been through the lb of this name before. */
    static boolean contains(Headers headers, String name) {
        for (String line : headers.all("Via")) {
            for (String element : line.split(",")) {
                String[] parts = element.strip().split("\\s+"); // protocol, name, comment
                if (parts.length >= 2 && parts[1].equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The fields with lb's own entry appended; lb speaks HTTP/1.1 whatever the client spoke. */
    static Headers append(Headers headers, String name) {
        String own = "1.1 " + name;
        String before = String.join(", ", headers.all("Via"));
        return headers.toBuilder().set("Via", before.isEmpty() ? own : before + ", " + own).build();
    }
}
