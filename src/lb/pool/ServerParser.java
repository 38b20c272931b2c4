package lb.pool;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lb.tls.ServerTls;

/** Reads a server's line word by word; each complaint says what to write instead. */
final class ServerParser {
    private static final Set<String> NUMBERS = Set.of("weight", "max");
    private static final Set<String> FLAGS = Set.of("backup", "drain");

    private ServerParser() {}

    /** A server's address. */
    private record Address(String scheme, String host, int port) {}

    static ServerSpec parse(String text) {
        if (text.isBlank()) {
            throw problem("there is no server here; write host:port");
        }
        String[] words = text.strip().split("\\s+");
        Address address = address(words[0]);
        return withOptions(address.scheme, address.host, address.port, words);
    }

    /** The server at an address, with the options that follow on the first of these words. */
    static ServerSpec withOptions(String scheme, String host, int port, String[] words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            addOption(options, words[i]);
        }
        Optional<ServerTls> tls = scheme.equals("https") ? Optional.of(ServerTls.SYSTEM.at(host))
                : Optional.empty();
        return new ServerSpec(tls, host, port,
                number(options, "weight", 1), number(options, "max", 0),
                options.containsKey("backup"), options.containsKey("drain"));
    }

    private static void addOption(Map<String, String> options, String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (!(equals < 0 ? FLAGS : NUMBERS).contains(name)) {
            throw problem(quoted(word) + " is no option of a server; the options are weight=N,"
                    + " max=N, backup and drain");
        }
        if (options.put(name, word.substring(equals + 1)) != null) {
            throw problem(quoted(name) + " stands twice; write it once");
        }
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        String text = options.get(name);
        return text == null ? otherwise : number(name, text);
    }

    private static int number(String name, String text) {
        if (!text.matches("[0-9]+")) {
            throw problem(name + " " + quoted(text) + " is no number; write "
                    + (name.equals("port") ? "host:8080" : name + "=3"));
        }
        if (text.length() > 9) {
            throw problem(name + " " + text + " is out of range; write a smaller one");
        }
        return Integer.parseInt(text);
    }

    private static Address address(String word) {
        int mark = word.indexOf("://");
        String scheme = mark < 0 ? "http" : word.substring(0, mark).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw problem("there is no scheme " + quoted(scheme) + "; write http:// or https://");
        }
        String rest = mark < 0 ? word : word.substring(mark + 3);
        refusePathAndUser(rest);
        return rest.startsWith("[") ? bracketed(scheme, rest) : plain(scheme, rest);
    }

    private static void refusePathAndUser(String rest) {
        String authority = rest.split("[/?#]", 2)[0];
        if (!authority.equals(rest)) {
            throw problem("a server has no path; write " + quoted(authority)
                    + ", and the path into a route's rewrite.path.prepend");
        }
        if (rest.contains("@")) {
            throw problem("a server has no user name; write "
                    + quoted(rest.substring(rest.lastIndexOf('@') + 1)));
        }
    }

    private static Address bracketed(String scheme, String rest) {
        int end = rest.indexOf(']');
        if (end < 0) {
            throw problem(quoted(rest) + " lacks a closing bracket; write [2001:db8::7]:8080");
        }
        String host = HostName.v6(rest.substring(1, end));
        String port = rest.substring(end + 1);
        if (!port.startsWith(":")) {
            throw noPort(scheme, rest.substring(0, end + 1));
        }
        return new Address(scheme, host, number("port", port.substring(1)));
    }

    private static Address plain(String scheme, String rest) {
        int colon = rest.lastIndexOf(':');
        if (colon == 0 || rest.matches("[0-9]+")) {
            throw problem(quoted(rest) + " has no host; write \"127.0.0.1:"
                    + rest.substring(colon + 1) + "\"");
        }
        if (colon < 0) {
            throw noPort(scheme, rest);
        }
        String host = rest.substring(0, colon);
        if (host.contains(":")) {
            throw problem("an IPv6 address stands in brackets; write \"[" + host + "]"
                    + rest.substring(colon) + "\"");
        }
        return new Address(scheme, HostName.nameOrV4(host),
                number("port", rest.substring(colon + 1)));
    }

    private static IllegalArgumentException noPort(String scheme, String host) {
        String usual = host + (scheme.equals("https") ? ":443" : ":80");
        return problem(quoted(host) + " has no port; write " + quoted(usual));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static IllegalArgumentException problem(String message) {
        return new IllegalArgumentException(message);
    }
}
