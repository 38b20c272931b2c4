package lb.rewrite;

/**
 * Names of header fields to remove: {@code X-Debug}, {@code X-Debug-*}. The star may stand anywhere
 * but only once. It never covers Host and the fields of a connection, which are lb's own.
 */
record HeaderPattern(String begin, String end, boolean star) {

    static HeaderPattern parse(String text) {
        int star = text.indexOf('*');
        if (star < 0) {
            return new HeaderPattern(text, "", false);
        }
        if (text.indexOf('*', star + 1) >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" has several *; one is allowed, as"
                    + " in X-Debug-*");
        }
        return new HeaderPattern(text.substring(0, star), text.substring(star + 1), true);
    }

    boolean covers(String name) {
        if (!star) {
            return name.equalsIgnoreCase(begin);
        }
        int rest = name.length() - end.length();
        return rest >= begin.length()
                && name.regionMatches(true, 0, begin, 0, begin.length())
                && name.regionMatches(true, rest, end, 0, end.length())
                && !name.equalsIgnoreCase("Host") && !HeaderName.isConnections(name);
    }
}
