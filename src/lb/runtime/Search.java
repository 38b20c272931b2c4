package lb.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lb.dns.Dns;
import lb.dns.SrvRecord;
import lb.observe.Events;
import lb.pool.Discovery;
import lb.pool.ServerSpec;

/**
 * One name behind which a pool finds servers, and those found last. Looked up by one thread at a
 * time, read by many.
 */
final class Search {
    private final String pool;
    private final Discovery discovery;
    private final Events events;
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile Duration refresh;
    private volatile List<ServerSpec> found = List.of();
    private boolean failing; // of the thread that looks up

    Search(String pool, Discovery discovery, Events events) {
        this.pool = pool;
        this.discovery = discovery;
        this.events = events;
    }

    /** How long to wait from one look-up to the next. */
    Duration refresh() {
        return refresh;
    }

    void refresh(Duration time) {
        refresh = time;
    }

    /** The servers of the last look-up that succeeded, in an order that replicas agree on. */
    List<ServerSpec> found() {
        return found;
    }

    void awaitFirst(long nanos) throws InterruptedException {
        first.await(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Looks the name up; when that fails, the servers stay.
     *
     * @return whether there are others now
     */
    boolean lookUp(Dns dns) {
        List<ServerSpec> before = found;
        try {
            found = servers(dns);
            if (failing) {
                events.info("pool " + pool + ": " + discovery + " is found again");
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            complain(e);
        }
        first.countDown();
        return !found.equals(before);
    }

    private void complain(Exception e) {
        if (!failing) { // Once, not at every refresh.
            events.warn("pool " + pool + ": " + discovery + " cannot be looked up: "
                    + e.getMessage() + (found.isEmpty() ? "" : "; its servers stay"));
        }
        failing = true;
    }

    private List<ServerSpec> servers(Dns dns) throws IOException {
        List<ServerSpec> servers = switch (discovery) {
            case Discovery.Addresses addresses -> addresses(dns, addresses.each());
            case Discovery.Services services -> services(dns, services.each());
        };
        return servers.stream().distinct()
                .sorted(Comparator.comparing(ServerSpec::backup).thenComparing(ServerSpec::name))
                .toList();
    }

    private static List<ServerSpec> addresses(Dns dns, ServerSpec each) throws IOException {
        return dns.addresses(each.host()).stream().map(address -> at(address, each.port(),
                each.weight(), each.backup(), each)).toList();
    }

    /** A target without an address is left out: one that is gone must not hide the others. */
    private static List<ServerSpec> services(Dns dns, ServerSpec each) throws IOException {
        List<SrvRecord> records = dns.services(each.host());
        int lowest = records.stream().mapToInt(SrvRecord::priority).min().orElseThrow();
        List<ServerSpec> servers = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>();
        for (SrvRecord record : records) {
            try {
                for (InetAddress address : dns.addresses(record.target())) {
                    // RFC 2782: weight 0 is next to nothing; here it would be nothing at all.
                    servers.add(at(address, record.port(), Math.max(1, record.weight()),
                            record.priority() > lowest, each));
                }
            } catch (UnknownHostException e) {
                unknown.add(record.target());
            }
        }
        if (servers.isEmpty()) {
            throw new UnknownHostException("no target has an address: "
                    + String.join(", ", unknown));
        }
        return servers;
    }

    private static ServerSpec at(InetAddress address, int port, int weight, boolean backup,
            ServerSpec each) {
        return new ServerSpec(each.tls(), address.getHostAddress(), port, weight, each.max(),
                backup, each.drain());
    }
}
