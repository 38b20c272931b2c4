package lb.proxy;

/** Which header fields tell servers who the client is. */
public enum ForwardedStyle {
    /** {@code X-Forwarded-For}, {@code -Host}, {@code -Port}, {@code -Proto}. */
    X_FORWARDED("x-forwarded"),
    /** {@code Forwarded} (RFC 7239). */
    RFC7239("rfc7239"),
    /** Both. */
    BOTH("both"),
    /** Neither; what the client sent is removed all the same. */
    OFF("off");

    private final String label;

    ForwardedStyle(String label) {
        this.label = label;
    }

    /** The name in the file. */
    public String label() {
        return label;
    }
}
