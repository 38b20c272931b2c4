package lb.route;

import lb.http.Percent;
import lb.rewrite.Template;

/** Reads where a redirect leads (RFC 9110 section 10.2.2). */
final class Locations {
    private Locations() {}

    static Template parse(StatusAndText parts) {
        String text = parts.text();
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "where to is missing; write 301 https://{host}{path}{?query}");
        }
        for (int i = 0; i < text.length(); i++) {
            checkCharacter(text.codePointAt(i));
        }
        if (!text.matches("(https?://.|/|\\{path}|\\{scheme}://.).*")) {
            throw new IllegalArgumentException("\"" + text + "\" is neither a URL nor a path; write"
                    + " https://" + text + " or /" + text);
        }
        return parts.template();
    }

    private static void checkCharacter(int c) {
        if (c <= ' ' || c >= 0x7F || "\"<>\\^`|".indexOf(c) >= 0) { // RFC 3986 section 2.
            String sign = Character.toString(c);
            throw new IllegalArgumentException("\"" + sign + "\" cannot stand in a URL; write "
                    + Percent.encode(sign) + (c >= 0x7F ? ", in a host its xn-- form" : ""));
        }
    }
}
