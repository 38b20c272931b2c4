package lb.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The bytes of log lines that are about to be written: used again and again, so that a line costs
 * no memory. Holds visible ASCII only, for nothing that a client sends may end a line, or act on
 * the terminal that shows it. For one thread.
 */
final class LineBuffer {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private byte[] bytes = new byte[32 * 1024];
    private int length;

    /** Bytes in it. */
    int length() {
        return length;
    }

    /** Writes all out and starts anew, even when that fails. */
    void writeTo(OutputStream out) throws IOException {
        int count = length;
        length = 0;
        out.write(bytes, 0, count);
    }

    /** Appends a text of our own, which is ASCII. */
    LineBuffer add(String text) {
        int count = text.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    LineBuffer add(char character) {
        reserve(1);
        bytes[length++] = (byte) character;
        return this;
    }

    /** Appends a number; negative ones do not occur in logs and become 0. */
    LineBuffer add(long number) {
        reserve(20);
        int digits = 1;
        for (long rest = Math.max(0, number) / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = Math.max(0, number);
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Appends nanoseconds as milliseconds with one decimal, rounded: {@code 4.1}. */
    LineBuffer addMillis(long nanos) {
        long tenths = (Math.max(0, nanos) + 50_000) / 100_000;
        return add(tenths / 10).add('.').add(tenths % 10);
    }

    /**
     * Appends a text of anybody's: quotes, backslashes, control characters and whatever is not
     * ASCII as {@code \xHH} byte by byte, the way nginx and Apache do it.
     */
    LineBuffer addEscaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (isPlain(next)) {
                add(next);
            } else if (next <= 0xff) { // A byte of a header field, which is read as Latin-1.
                addHexByte(next);
            } else {
                int point = text.codePointAt(i);
                i += Character.charCount(point) - 1;
                for (byte part : Character.toString(point).getBytes(UTF_8)) {
                    addHexByte(part);
                }
            }
        }
        return this;
    }

    /** Appends a JSON string (RFC 8259 section 7) of ASCII characters, with its quotes. */
    LineBuffer addJson(String text) {
        add('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (isPlain(next)) {
                add(next);
            } else if (next == '"' || next == '\\') {
                add('\\').add(next);
            } else {
                add("\\u").add(HEX[next >> 12]).add(HEX[next >> 8 & 15]);
                add(HEX[next >> 4 & 15]).add(HEX[next & 15]);
            }
        }
        return add('"');
    }

    private static boolean isPlain(char character) {
        return character >= ' ' && character < 0x7f && character != '"' && character != '\\';
    }

    private void addHexByte(int value) {
        add("\\x").add(HEX[value >> 4 & 15]).add(HEX[value & 15]);
    }

    private void reserve(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
