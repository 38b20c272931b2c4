package lb.http;

import java.net.InetAddress;

/** A block of IPv4 or IPv6 addresses: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address. */
public final class Cidr {
    /**
     * Reads a block; never asks a name server.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static Cidr parse(String text) { throw new UnsupportedOperationException(); }

    /** Whether the address lies in the block; IPv4-mapped IPv6 addresses count as IPv4. */
    public boolean contains(InetAddress address) { throw new UnsupportedOperationException(); }

    /** As it was written. */
    @Override
    public String toString() { throw new UnsupportedOperationException(); }
}
