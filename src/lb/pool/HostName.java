package lb.pool;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Checks the host part of a server's address without asking any name server. What passes can stand
 * in a {@code java.net.URI}, which every request to the server needs.
 */
final class HostName {
    /** RFC 1123 section 2.1: letters, digits and hyphens, no hyphen at either end. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern IPV4 = Pattern.compile(
            "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

    private HostName() {}

    /** A name or IPv4 address, in lower case. */
    static String nameOrV4(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        refuseForeignCharacters(host);
        String relative = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String[] labels = relative.split("\\.", -1);
        String last = labels[labels.length - 1];
        if (last.matches("[0-9]+")) { // No top-level domain is a number (RFC 1123 section 2.1).
            require(IPV4.matcher(host).matches(), text, "is no IPv4 address; write 10.0.0.7");
            return host;
        }
        for (String label : labels) {
            require(LABEL.matcher(label).matches(), text, "is no host name: its parts are letters,"
                    + " digits and hyphens, at most 63, with no hyphen at the ends");
        }
        require(labels.length == 1 || Character.isLetter(last.charAt(0)), text,
                "is no host name: its last part begins with a letter");
        require(relative.length() <= 253, text, "is longer than a host name can be; write an"
                + " address");
        return host;
    }

    private static void refuseForeignCharacters(String host) {
        require(!host.contains("_"), host, "has an underscore, which a host name may not have"
                + " (RFC 1123); write its address, or give it a name with a hyphen");
        if (!host.chars().allMatch(c -> c < 128)) {
            throw new IllegalArgumentException("\"" + host + "\" is not ASCII; write "
                    + ascii(host));
        }
    }

    private static String ascii(String host) {
        try {
            return "\"" + IDN.toASCII(host) + "\"";
        } catch (IllegalArgumentException e) { // Nothing that a name could be encoded from.
            return "its address";
        }
    }

    /** An IPv6 address without its brackets, in lower case. */
    static String v6(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        require(IPV6.matcher(host).matches() && isLiteral(host), text,
                "is no IPv6 address; write [2001:db8::7]");
        return host;
    }

    private static boolean isLiteral(String host) {
        try {
            InetAddress.getByName("[" + host + "]"); // In brackets it is never looked up.
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void require(boolean condition, String host, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("\"" + host + "\" " + otherwise);
        }
    }
}
