package lb.rewrite;

import java.nio.charset.StandardCharsets;
import lb.http.Percent;

/**
 * Keeps what a client sent from breaking out of the line that it is put into. The parser in front
 * should have refused such bytes already; this is the second lock on that door.
 */
final class Visible {
    private Visible() {}

    /** The text with all but visible ASCII percent-encoded; nearly always the same object. */
    static String text(String text) {
        int i = 0;
        while (i < text.length() && isVisible(text.charAt(i))) {
            i++;
        }
        return i == text.length() ? text : encode(text);
    }

    private static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isVisible(c)) {
                out.append(c);
            } else if (c <= 0xFF) {
                Percent.escape(out, c); // One byte, as it was received.
            } else {
                encodeWide(out, text.codePointAt(i));
                i += Character.charCount(text.codePointAt(i)) - 1;
            }
        }
        return out.toString();
    }

    private static void encodeWide(StringBuilder out, int c) {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            Percent.escape(out, b);
        }
    }

    static boolean isVisible(int c) {
        return c > ' ' && c < 0x7F;
    }
}
