package lb.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads addresses written in digits: {@code 192.0.2.7}, {@code 2001:db8::7}. Unlike {@link
 * InetAddress#getByName} it never asks a name server, whatever it is given.
 */
public final class IpLiteral {
    private IpLiteral() {}

    /**
     * The address; empty when the text is anything else, as a name, a zone or an octal number. An
     * IPv4-mapped IPv6 address is given as the IPv4 address it stands for.
     */
    public static Optional<InetAddress> parse(String text) {
        byte[] bytes = bytes(text);
        return bytes == null ? Optional.empty() : Optional.of(address(bytes));
    }

    /** One spelling for all of an address in brackets; another text in brackets as it is. */
    public static String inFull(String bracketed) {
        return parse(bracketed.substring(1, bracketed.length() - 1))
                .map(address -> "[" + address.getHostAddress() + "]")
                .orElse(bracketed);
    }

    /** The 4 or 16 bytes as they are written; null when the text is no address. */
    static byte[] bytes(String text) {
        return text.indexOf(':') >= 0 ? v6(text) : v4(text);
    }

    /** The address of 4 or 16 bytes. */
    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) { // Thrown for other lengths only.
            throw new IllegalArgumentException("not 4 or 16 bytes", impossible);
        }
    }

    /** RFC 3986 section 3.2.2, IPv4address: no leading zeros, which some read as octal. */
    private static byte[] v4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[4];
        for (int i = 0; i < parts.length; i++) {
            int value = number(parts[i], 10, 3);
            if (parts.length != 4 || value < 0 || value > 255
                    || parts[i].length() > 1 && parts[i].charAt(0) == '0') {
                return null;
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    /** RFC 4291 section 2.2: eight groups, of which {@code ::} stands for one or more. */
    private static byte[] v6(String text) {
        int gap = text.indexOf("::");
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true);
        if (head == null || tail == null) {
            return null;
        }
        int length = head.length + tail.length;
        if (gap < 0 ? length != 16 : length > 14) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
        return bytes;
    }

    /** The bytes of some groups; the last one may be an IPv4 address where the text ends. */
    private static byte[] groups(String text, boolean atEnd) {
        String[] groups = text.isEmpty() ? new String[0] : text.split(":", -1);
        byte[] bytes = new byte[2 * groups.length];
        for (int i = 0; i < groups.length; i++) {
            int value = number(groups[i], 16, 4);
            if (value >= 0) {
                bytes[2 * i] = (byte) (value >> 8);
                bytes[2 * i + 1] = (byte) value;
            } else if (atEnd && i == groups.length - 1 && v4(groups[i]) != null) {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 2);
                System.arraycopy(v4(groups[i]), 0, longer, bytes.length - 2, 4);
                return longer;
            } else {
                return null;
            }
        }
        return bytes;
    }

    /** A number of at most so many digits; -1 when it is none. */
    private static int number(String text, int radix, int digits) {
        if (text.isEmpty() || text.length() > digits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1; // Other scripts have digits too.
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
