package lb.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * A block of IPv4 or IPv6 addresses: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address (RFC
 * 4632 section 3.1, RFC 4291 section 2.3). Immutable; two are equal when they hold the same
 * addresses.
 *
 * <p>IPv4-mapped IPv6 addresses are IPv4 addresses here, written and compared: {@code
 * ::ffff:10.0.0.0/104} is {@code 10.0.0.0/8}, and {@code ::/0} holds no IPv4 address.
 */
public final class Cidr {
    private static final int MAPPED = 96; // RFC 4291 section 2.5.5.2: bits before the IPv4 address.

    private final String text;
    private final byte[] network; // 4 or 16 bytes; those beyond the prefix are 0.
    private final int prefix;

    private Cidr(String text, byte[] network, int prefix) {
        this.text = text;
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads a block; never asks a name server. An address within a block, {@code 10.1.2.3/8}, is
     * refused: it may be meant as the one or as the other.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = IpLiteral.bytes(address);
        if (bytes == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IP address or a block of"
                    + " them; write 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32 (names are not looked"
                    + " up)");
        }
        int bits = 8 * bytes.length;
        int prefix = slash < 0 ? bits : prefix(text, text.substring(slash + 1), bits);
        byte[] network = masked(bytes, prefix);
        if (!Arrays.equals(bytes, network)) {
            throw new IllegalArgumentException("\"" + text + "\" is an address within a block; did"
                    + " you mean the block \"" + block(network, prefix) + "\" or the address \""
                    + address + "\"?");
        }
        return of(text, network, prefix);
    }

    private static Cidr of(String text, byte[] network, int prefix) {
        return prefix >= MAPPED && isMapped(network)
                ? new Cidr(text, Arrays.copyOfRange(network, 12, 16), prefix - MAPPED)
                : new Cidr(text, network, prefix);
    }

    private static int prefix(String text, String digits, int bits) {
        if (!digits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(digits) > bits) {
            throw new IllegalArgumentException("\"" + text + "\" has no prefix length that fits;"
                    + " write a number from 0 to " + bits + " behind the slash, as in "
                    + (bits == 32 ? "10.0.0.0/8" : "2001:db8::/32"));
        }
        return Integer.parseInt(digits);
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] network = new byte[address.length];
        for (int i = 0; i < network.length; i++) {
            int bits = Math.clamp(prefix - 8 * i, 0, 8); // Of this byte within the prefix.
            network[i] = (byte) (address[i] & 0xFF00 >> bits);
        }
        return network;
    }

    private static String block(byte[] network, int prefix) {
        String address = IpLiteral.address(network).getHostAddress();
        return (isMapped(network) ? "::ffff:" : "")
                + address.replaceFirst("(^|:)0(:0)+(:|$)", "::") + "/" + prefix;
    }

    private static boolean isMapped(byte[] address) {
        return address.length == 16 && address[10] == -1 && address[11] == -1
                && Arrays.equals(address, 0, 10, new byte[10], 0, 10);
    }

    /** Whether the address lies in the block; IPv4-mapped IPv6 addresses count as IPv4. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        int from = isMapped(bytes) ? 12 : 0; // The JDK makes these only when asked for a scope.
        if (bytes.length - from != network.length) {
            return false;
        }
        int whole = prefix / 8;
        if (!Arrays.equals(bytes, from, from + whole, network, 0, whole)) {
            return false;
        }
        int rest = prefix % 8;
        return rest == 0 || ((bytes[from + whole] ^ network[whole]) & 0xFF00 >> rest & 0xFF) == 0;
    }

    /** Whether the address lies in any of the blocks. */
    public static boolean anyContains(List<Cidr> blocks, InetAddress address) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether every address of another block lies in this one. */
    public boolean covers(Cidr other) {
        return prefix <= other.prefix && network.length == other.network.length
                && Arrays.equals(network, masked(other.network, prefix));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr block && prefix == block.prefix
                && Arrays.equals(network, block.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefix;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
