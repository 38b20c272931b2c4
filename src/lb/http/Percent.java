package lb.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding (RFC 3986 section 2.1). Decoding never fails: what is no escape stands for
 * itself, as in every browser and server that reads queries.
 */
public final class Percent {
    private static final String UNRESERVED = "-._~"; // Next to letters and digits: section 2.3.
    private static final String PATH = UNRESERVED + "!$&'()*+,;=:@/"; // Section 3.3.
    private static final String QUERY = PATH + "?"; // Section 3.4.
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Percent() {}

    /**
     * Decodes every escape, and the whole as UTF-8.
     *
     * @param raw as sent; a character up to U+00FF stands for one byte
     * @param plus whether {@code +} means a space, as it does in queries but not in paths
     */
    public static String decode(String raw, boolean plus) {
        if (isPlain(raw, plus)) {
            return raw;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        int i = 0;
        while (i < raw.length()) {
            int c = raw.codePointAt(i);
            if (isEscape(raw, i)) {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 3;
            } else if (c <= 0xFF) {
                bytes.write(plus && c == '+' ? ' ' : c);
                i++;
            } else {
                bytes.writeBytes(utf8(c));
                i += Character.charCount(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isPlain(String raw, boolean plus) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c > 0x7F || plus && c == '+') {
                return false;
            }
        }
        return true;
    }

    /** Encodes a text as one name or value: all but letters, digits and {@code -._~}. */
    public static String encode(String text) {
        return encode(text, UNRESERVED, false);
    }

    /** Encodes a decoded path: {@code /} and what a path may hold stay, {@code %} does not. */
    public static String encodePath(String decoded) {
        return encode(decoded, PATH, false);
    }

    /** Encodes what may not stand in a path; escapes that are there already stay. */
    public static String repairPath(String raw) {
        return encode(raw, PATH, true);
    }

    /** Encodes what may not stand in a query; escapes that are there already stay. */
    public static String repairQuery(String raw) {
        return encode(raw, QUERY, true);
    }

    /** Whether two hexadecimal digits follow a {@code %} at this place. */
    public static boolean isEscape(String text, int at) {
        return at + 2 < text.length() && text.charAt(at) == '%'
                && isHex(text.charAt(at + 1)) && isHex(text.charAt(at + 2));
    }

    private static boolean isHex(char c) { // Not Character.digit: that takes digits of any script.
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static String encode(String text, String kept, boolean keepEscapes) {
        int i = 0;
        while (i < text.length() && stays(text, i, kept, keepEscapes)) {
            i++;
        }
        if (i == text.length()) {
            return text; // Nearly always: nothing is copied.
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, i);
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (stays(text, i, kept, keepEscapes)) {
                out.append((char) c);
            } else {
                appendEscapes(out, utf8(c));
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static boolean stays(String text, int at, String kept, boolean keepEscapes) {
        char c = text.charAt(at);
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                || kept.indexOf(c) >= 0 || keepEscapes && isEscape(text, at);
    }

    private static byte[] utf8(int c) {
        return Character.toString(c).getBytes(StandardCharsets.UTF_8);
    }

    private static void appendEscapes(StringBuilder out, byte[] bytes) {
        for (byte b : bytes) {
            escape(out, b);
        }
    }

    /** Appends one byte as an escape. */
    public static void escape(StringBuilder out, int b) {
        out.append('%').append(HEX[b >> 4 & 0xF]).append(HEX[b & 0xF]);
    }
}
