package lb.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads addresses to listen on. Never asks a name server: names stay unresolved. */
final class Address {
    private static final Pattern WITH_HOST = Pattern.compile("(\\[.*\\]|[^:]*):([^:]*)");
    private static final Pattern V4 = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile(
            "\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._-]+)?\\]");
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]|\\.(?!\\.))*");
    private static final Section.Parser<Integer> PORT = Units.integer(0, 65_535);

    private Address() {}

    /**
     * Reads {@code port} (all interfaces), {@code host:port} or {@code [v6]:port}; port 0 is any
     * free one.
     */
    static InetSocketAddress parse(String text) {
        if (text.matches("-?[0-9]+")) {
            return new InetSocketAddress(PORT.apply(text));
        }
        Matcher matcher = WITH_HOST.matcher(text);
        if (!matcher.matches() || matcher.group(1).isEmpty() || matcher.group(1).equals("*")) {
            throw new IllegalArgumentException("\"" + text + "\" is not an address; write 8080 (all"
                    + " interfaces), 127.0.0.1:8080 or [::1]:8080");
        }
        String host = matcher.group(1);
        int port = PORT.apply(matcher.group(2));
        boolean numeric = host.startsWith("[") || host.matches("[0-9.]+");
        return numeric ? new InetSocketAddress(literal(host), port)
                : InetSocketAddress.createUnresolved(name(host), port);
    }

    /** Whether an address can only be reached from this machine. */
    static boolean isLoopback(InetSocketAddress address) {
        return address.isUnresolved() ? address.getHostString().equalsIgnoreCase("localhost")
                : address.getAddress().isLoopbackAddress();
    }

    private static InetAddress literal(String host) {
        try {
            // What looks like this the JDK reads, or refuses, without asking a name server.
            if (V4.matcher(host).matches() || V6.matcher(host).matches()) {
                return InetAddress.getByName(host);
            }
        } catch (UnknownHostException notOne) {
            // Said below, together with four numbers that are not an address.
        }
        throw new IllegalArgumentException(
                "\"" + host + "\" is not an IP address; write 127.0.0.1:8080 or [::1]:8080");
    }

    private static String name(String host) {
        if (!NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("\"" + host + "\" cannot be the name of a host;"
                    + " write localhost:8080 or [::1]:8080");
        }
        return host;
    }
}
