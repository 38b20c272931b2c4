package lb.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** From a path's bytes to its characters: once by the book, and again as lenient servers do. */
final class PathBytes {
    /** RFC 3629 section 3: a character in more bytes than it needs, which old decoders take. */
    private static final Pattern OVERLONG =
            Pattern.compile("%[cC][01]%[89aAbB]|%[eE]0%[89]|%[fF]0%8");

    private PathBytes() {}

    /** Decodes a path once (RFC 3986 section 2.1) and doubts all that is not plain text. */
    static String decode(String raw, boolean keepSlash, Doubt doubt) {
        if (!raw.startsWith("/")) {
            doubt.raise("no slash at the beginning");
        }
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                i += putEscape(bytes, raw, i, keepSlash, doubt);
            } else {
                checkSent(c, doubt);
                bytes.put((byte) c);
            }
        }
        String path = text(bytes.flip(), doubt);
        checkText(path, doubt);
        if (path.indexOf('\\') >= 0) {
            doubt.raise("backslash");
        }
        return path;
    }

    /** Puts what an escape stands for and returns by how much it is longer than one character. */
    private static int putEscape(ByteBuffer bytes, String raw, int at, boolean keepSlash,
            Doubt doubt) {
        if (!Percent.isEscape(raw, at)) {
            doubt.raise("broken escape");
            return 0;
        }
        byte value = escaped(raw, at);
        if (value != '/') {
            bytes.put(value);
        } else if (keepSlash) {
            bytes.put((byte) '%').put((byte) '2').put((byte) 'F');
        } else {
            doubt.raise("encoded slash");
        }
        return 2;
    }

    private static byte escaped(String text, int at) {
        return (byte) Integer.parseInt(text, at + 1, at + 3, 16);
    }

    /** What has a meaning of its own in a request line must not stand in it as it is. */
    private static void checkSent(char c, Doubt doubt) {
        if (c == '?' || c == '#') {
            doubt.raise("query or fragment within the path");
        } else if (c == ' ') {
            doubt.raise("space that is not encoded");
        } else if (c > 0xFF) {
            doubt.raise("character that is no byte");
        }
    }

    private static String text(ByteBuffer bytes, Doubt doubt) {
        try { // Unlike new String(…), a decoder refuses what is not well-formed.
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException malformed) {
            doubt.raise("not well-formed UTF-8"); // Overlong forms hide a slash or a dot.
            return "/";
        }
    }

    private static void checkText(String path, Doubt doubt) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == 0) {
                doubt.raise("NUL");
            } else if (Character.isISOControl(c)) {
                doubt.raise("control character");
            }
        }
    }

    /**
     * Decodes a path that was decoded before, as a lenient server would: a broken escape stands for
     * itself, and bytes that are no text for a replacement.
     */
    static String decodeAgain(String path, Doubt doubt) {
        return decodeLeniently(Percent.repairPath(path), doubt); // Characters back to bytes.
    }

    /** The same with a path as it was sent. */
    static String decodeLeniently(String raw, Doubt doubt) {
        if (OVERLONG.matcher(raw).find()) {
            doubt.raise("overlong UTF-8");
        }
        String path = Percent.decode(raw, false);
        checkText(path, doubt);
        return path;
    }
}
