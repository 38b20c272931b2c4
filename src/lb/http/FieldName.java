package lb.http;

/**
 * Compares names of header fields as servers behind lb may. Those that hand a request to a program
 * by way of CGI (RFC 3875 section 4.1.18) write {@code X-User} as {@code HTTP_X_USER}, and so
 * {@code X_User}, and with some of them {@code X.User}: to the program they are the same field.
 */
public final class FieldName {
    private FieldName() {}

    /** Whether a server may take one name for the other: alike but for case and punctuation. */
    public static boolean isLike(String name, String other) {
        return name.length() == other.length() && startsLike(name, other);
    }

    /** Whether a server may think that a name begins with {@code prefix}. */
    public static boolean startsLike(String name, String prefix) {
        if (name.length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (name.charAt(i) != prefix.charAt(i) && plain(name, i) != plain(prefix, i)) {
                return false;
            }
        }
        return true;
    }

    private static char plain(String name, int at) {
        char c = name.charAt(at);
        if (c >= 'A' && c <= 'Z') {
            return (char) (c + ('a' - 'A'));
        }
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ? c : '-';
    }
}
