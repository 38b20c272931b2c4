package lb.proxy;

import lb.http.IpLiteral;

/**
 * What may stand in Host: {@code host[:port]} (RFC 9112 section 3.2, RFC 3986 section 3.2.2),
 * without the parts of the grammar that only attackers use. Written out, since a regex that repeats
 * a group needs stack for each time, and here strangers say how often.
 */
final class Authority {
    private static final int LONGEST = 255; // RFC 1035 section 2.3.4.
    private static final int MOST_PORTS = 65_535;

    private Authority() {}

    static boolean isValid(String text) {
        int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        end = end < 0 ? text.length() : end;
        boolean host = text.startsWith("[") ? isV6(text.substring(0, end))
                : isName(text.substring(0, end));
        return host && isPort(text.substring(end));
    }

    private static boolean isV6(String text) {
        return text.length() > 2 && text.indexOf(':') > 0
                && IpLiteral.parse(text.substring(1, text.length() - 1)).isPresent();
    }

    /** Labels of letters, digits, hyphens and many networks' underscores; a dot may end it. */
    private static boolean isName(String text) {
        char before = '.';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean label = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                    || c == '-' || c == '_';
            if (!label && (c != '.' || before == '.')) {
                return false;
            }
            before = c;
        }
        return !text.isEmpty() && text.length() <= LONGEST;
    }

    /** Nothing, or a colon and a port. */
    private static boolean isPort(String text) {
        if (text.isEmpty()) {
            return true;
        }
        int port = 0;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i > 5) {
                return false;
            }
            port = 10 * port + c - '0';
        }
        return text.charAt(0) == ':' && text.length() > 1 && port <= MOST_PORTS;
    }
}
