package lb.pool;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lb.tls.ServerTls;

/** A name in a pool's list of servers behind which name servers know the servers. */
public sealed interface Discovery {
    /**
     * {@code dns:[https://]host:port}: every address of a host is a server.
     *
     * @param each what each of them is like; its host is the name
     */
    record Addresses(ServerSpec each) implements Discovery {
        @Override
        public String toString() {
            return "dns:" + (each.tls().isPresent() ? "https://" : "") + each.name();
        }

        @Override
        public ServerSpec secured(ServerSpec found, ServerTls pool) {
            return each.tls().isEmpty() ? found : found.with(pool.at(each.host()));
        }
    }

    /**
     * {@code srv:name}: every place where a service is offered is a server, with a port and a
     * weight of its own; those of any but the lowest priority are backups.
     *
     * @param each what each of them is like besides; its host is the name
     */
    record Services(ServerSpec each) implements Discovery {
        @Override
        public String toString() {
            return "srv:" + each.host();
        }

        @Override
        public ServerSpec secured(ServerSpec found, ServerTls pool) {
            return found; // Only by plain HTTP.
        }
    }

    /**
     * A server that was found, with what its pool says about TLS: it has an address, and must have
     * the name behind which it was found.
     */
    ServerSpec secured(ServerSpec found, ServerTls pool);

    /** A port as good as any where the port is found with the server. */
    int ANY_PORT = 1;

    /** Whether an item of a list of servers means a discovery: {@code dns:53} is a host's name. */
    static boolean isMeant(String text) {
        return Syntax.MEANT.matcher(text).matches();
    }

    /**
     * Reads {@code dns:[https://]host:port [weight=N] [max=N] [backup] [drain]} or {@code srv:name
     * [max=N] [drain]}.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static Discovery parse(String text) {
        String[] words = text.strip().split("\\s+");
        Matcher name = Syntax.NAME.matcher(words[0]);
        if (!name.matches()) {
            throw new IllegalArgumentException("\"" + words[0] + "\" names no servers; write"
                    + " dns:web.internal:8080 or srv:_http._tcp.web.internal");
        }
        if (name.group("host") != null) {
            String host = name.group("host").toLowerCase(Locale.ROOT);
            int port = Integer.parseInt(name.group("port"));
            String scheme = name.group("tls") == null ? "http" : "https";
            return new Addresses(ServerParser.withOptions(scheme, host, port, words));
        }
        String service = name.group("service").toLowerCase(Locale.ROOT);
        ServerSpec each = ServerParser.withOptions("http", service, ANY_PORT, words);
        if (each.weight() != 1 || each.backup()) {
            throw new IllegalArgumentException("the records of \"" + words[0] + "\" say weights and"
                    + " priorities themselves; leave weight and backup out");
        }
        return new Services(each);
    }

    /** How the two are written. */
    final class Syntax {
        private static final Pattern MEANT = Pattern.compile("(?:dns|srv):(?![0-9]+(?:\\s|$)).*");
        private static final Pattern NAME = Pattern.compile(
                "dns:(?<tls>https://)?(?<host>(?![0-9.]+:)[A-Za-z0-9._-]{1,253})"
                        + ":(?<port>[0-9]{1,5})|srv:(?<service>[A-Za-z0-9._-]{1,253})");

        private Syntax() {}
    }
}
