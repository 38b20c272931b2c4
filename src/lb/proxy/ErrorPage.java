package lb.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The operator's own page for a status, read once and kept. In a page of text, {@code {request-id}}
 * stands for the id of the request. Immutable.
 */
public final class ErrorPage {
    private static final int LARGEST = 1 << 20; // They stay in memory, and are sent to everybody.
    private static final String VARIABLE = "{request-id}";

    private final Path file;
    private final String type;
    private final byte[] bytes;
    private final boolean filledIn;

    private ErrorPage(Path file, String type, byte[] bytes) {
        this.file = file;
        this.type = type;
        this.bytes = bytes;
        this.filledIn = type.endsWith("utf-8") && asText().contains(VARIABLE);
    }

    /**
     * Reads a page; the end of the file's name says what it is.
     *
     * @throws IllegalArgumentException when it cannot be read, or is longer than 1 MiB
     */
    public static ErrorPage read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException("\"" + file + "\" is too long for an error page;"
                        + " write one of at most 1 MiB");
            }
            return new ErrorPage(file, type(file.toString()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("\"" + file + "\" cannot be read: " + e, e);
        }
    }

    private static String type(String name) {
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (end) {
            case "html", "htm" -> ErrorForm.HTML.type();
            case "json" -> ErrorForm.JSON.type();
            case "xml" -> "application/xml; charset=utf-8";
            case "svg" -> "image/svg+xml; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "png", "gif", "webp" -> "image/" + end;
            case "jpg", "jpeg" -> "image/jpeg";
            case "pdf" -> "application/pdf";
            default -> ErrorForm.TEXT.type();
        };
    }

    /** Where it was read. */
    public Path file() {
        return file;
    }

    /** What to say in Content-Type. */
    String type() {
        return type;
    }

    /** The page as it is for this request. */
    byte[] body(String id) {
        if (!filledIn) {
            return bytes;
        }
        String shown = type.startsWith("text/plain") ? id
                : type.equals(ErrorForm.JSON.type()) ? ErrorForm.escapeJson(id)
                : ErrorForm.escapeMarkup(id);
        return asText().replace(VARIABLE, shown).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One character for each byte, so that all others stay what they are. */
    private String asText() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ErrorPage page && file.equals(page.file)
                && Arrays.equals(bytes, page.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "ErrorPage[" + file + ", " + bytes.length + " bytes]";
    }
}
