package lb.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out who the client is when the connection comes from a proxy that may be trusted. */
public final class ClientAddress {
    /** An address, perhaps with a port; an IPv6 address with a port is in brackets. */
    private static final Pattern ENTRY =
            Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");

    private ClientAddress() {}

    /**
     * Walks {@code X-Forwarded-For} from the right over the trusted addresses; the first that is
     * not trusted is the client. An entry that cannot be read ends the walk at the one before it.
     *
     * <p>Only the right end can be believed: each proxy appends whom it talked to, and whatever
     * stands further left came from there, forged or not. When all are trusted, the leftmost is
     * the client. Several fields are one list (RFC 9110 section 5.3); empty entries are skipped
     * (section 5.6.1).
     */
    public static InetAddress of(InetAddress peer, Headers headers, List<Cidr> trusted) {
        InetAddress client = peer;
        if (!Cidr.anyContains(trusted, peer)) {
            return client; // Nearly always: nothing is looked at.
        }
        String entries = String.join(",", headers.all("X-Forwarded-For"));
        for (int end = entries.length(), comma; end >= 0; end = comma) {
            comma = entries.lastIndexOf(',', end - 1);
            String entry = entries.substring(comma + 1, end).strip();
            Optional<InetAddress> before = address(entry);
            if (!entry.isEmpty() && before.isEmpty()) {
                return client;
            }
            client = before.orElse(client);
            if (!Cidr.anyContains(trusted, client)) {
                return client;
            }
        }
        return client;
    }

    private static Optional<InetAddress> address(String entry) {
        String text = isQuoted(entry) ? entry.substring(1, entry.length() - 1) : entry;
        Matcher parts = ENTRY.matcher(text);
        if (!parts.matches()) {
            return IpLiteral.parse(text);
        }
        return parts.group(2) != null
                ? IpLiteral.parse(parts.group(2))
                : IpLiteral.parse(parts.group(1)).filter(v6 -> parts.group(1).contains(":"));
    }

    private static boolean isQuoted(String entry) {
        return entry.length() >= 2 && entry.startsWith("\"") && entry.endsWith("\"");
    }
}
