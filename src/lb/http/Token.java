package lb.http;

/** The names of header fields, methods and cookies: tokens (RFC 9110 section 5.6.2). */
public final class Token {
    private Token() {}

    /** Whether a text is a token: letters, digits and some signs, at least one. */
    public static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isTokenChar(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
