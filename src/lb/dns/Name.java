package lb.dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The host of a server and the address it has, as of the last look-up that succeeded. Safe for many
 * threads; reading it never waits.
 */
public final class Name {
    private final String host;
    private final Names names; // null where nothing has to be looked up
    private final AtomicReference<CompletableFuture<Void>> underWay = new AtomicReference<>();
    private volatile String urlHost; // empty until known
    private volatile boolean failing;

    private Name(String host, Names names, String urlHost) {
        this.host = host;
        this.names = names;
        this.urlHost = urlHost;
    }

    /** A name that is still to be looked up, and looks itself up with {@code names}. */
    static Name unknown(String host, Names names) {
        return new Name(host, names, "");
    }

    /**
     * A host that needs no look-up by lb: an address, or a name left to whoever connects to it.
     *
     * @param host an IPv6 address without its brackets
     */
    public static Name fixed(String host) {
        return new Name(host, null, host.contains(":") ? "[" + host + "]" : host);
    }

    /** The host as the file has it. */
    public String host() {
        return host;
    }

    /**
     * Its address as it stands in a URL, IPv6 in brackets; empty while no look-up has succeeded.
     */
    public String urlHost() {
        return urlHost;
    }

    /**
     * Done when the address is known: at once if it is, else when the look-up that this starts, or
     * joins, succeeds. Failed with {@code UnknownHostException} when it does not.
     */
    public CompletableFuture<Void> known() {
        return urlHost.isEmpty() ? lookUp() : CompletableFuture.completedFuture(null);
    }

    /** Looks it up in the background; a look-up under way is joined, not repeated. */
    CompletableFuture<Void> lookUp() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> other = underWay.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        names.find(this, mine);
        return mine;
    }

    /** Takes in what a look-up has found; those who wait for it may go on. */
    void found(List<InetAddress> addresses, CompletableFuture<Void> lookUp) {
        String before = urlHost;
        List<String> all = addresses.stream().map(Name::urlHost).toList();
        if (!all.contains(before)) {
            urlHost = all.getFirst();
            if (!before.isEmpty()) {
                names.events().info("name " + host + ": " + before + " -> " + urlHost);
            }
        }
        if (failing) {
            failing = false;
            names.events().info("name " + host + " is found again: " + urlHost);
        }
        underWay.set(null);
        lookUp.complete(null);
    }

    /** Takes in that a look-up has failed: what was known stays. Logged once in a row. */
    void failed(Exception failure, CompletableFuture<Void> lookUp) {
        if (!failing) {
            failing = true;
            names.events().warn("name " + host + " cannot be resolved"
                    + (urlHost.isEmpty() ? "" : "; it stays " + urlHost));
        }
        underWay.set(null);
        lookUp.completeExceptionally(failure);
    }

    private static String urlHost(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }

    @Override
    public String toString() {
        return host;
    }
}
