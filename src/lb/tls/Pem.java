package lb.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468).
 *
 * @param label as in {@code -----BEGIN label-----}
 * @param text what stands between the lines of the label
 */
record Pem(String label, String text) {
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");

    /**
     * The blocks of a file, in its order; none when it holds something else.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    static List<Pem> read(Path file) {
        List<Pem> blocks = new ArrayList<>();
        String all = new String(bytes(file), StandardCharsets.ISO_8859_1);
        Matcher begin = BEGIN.matcher(all);
        while (begin.find()) {
            int end = all.indexOf("-----END " + begin.group(1) + "-----", begin.end());
            if (end < 0) {
                throw new IllegalArgumentException("\"" + file + "\" ends within a "
                        + begin.group(1) + "; copy it once more");
            }
            blocks.add(new Pem(begin.group(1), all.substring(begin.end(), end)));
        }
        return blocks;
    }

    /** All bytes of a file that is no larger than such files are. */
    static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("\"" + file + "\" is larger than 1 MB, so it"
                        + " holds no certificate; name another file");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException("\"" + file + "\" cannot be read (" + e + ")", e);
        }
    }

    /**
     * What the block holds.
     *
     * @throws IllegalArgumentException when it is not Base64
     */
    byte[] der() {
        return Base64.getDecoder().decode(text.replaceAll("\\s+", ""));
    }
}
