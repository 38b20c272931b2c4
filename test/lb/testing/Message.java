package lb.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.stream.Stream;
import lb.http.Headers;

/**
 * One request or response as it came over the wire.
 *
 * @param head start line and header fields exactly as received, one char a byte; with the empty
 *     line at the end. Shorter where the connection ended early; empty when nothing came at all
 * @param headers the fields in the head
 * @param body the body's bytes, without the framing of chunks
 * @param end how it ended
 */
public record Message(String head, Headers headers, byte[] body, End end) {

    /** The first line of the head. */
    public String startLine() {
        return head.lines().findFirst().orElse("");
    }

    /** A response's status; 0 when there was no response. */
    public int status() {
        String[] words = startLine().split(" ", 3);
        return words.length < 2 ? 0 : Integer.parseInt(words[1]);
    }

    /** A request's method. */
    public String method() {
        return startLine().split(" ", 3)[0];
    }

    /** A request's target, as sent. */
    public String target() {
        return startLine().split(" ", 3)[1];
    }

    /** The first value of a field; null when there is none. */
    public String header(String name) {
        return headers.first(name).orElse(null);
    }

    /** How many fields have this name. */
    public int count(String name) {
        return headers.all(name).size();
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, UTF_8);
    }

    /** Whether the reader had to take it for whole. */
    public boolean complete() {
        return end.complete();
    }

    /** The {@link Backend} that answered; where none did, the status. */
    public String server() {
        String name = header(Backend.NAME_FIELD);
        return name == null ? String.valueOf(status()) : name;
    }

    /** The fields of a head: what follows its first line. */
    static Headers fields(String head) {
        Headers.Builder fields = Headers.builder();
        for (String line : (Iterable<String>) lines(head)::iterator) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.add(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return fields.build();
    }

    private static Stream<String> lines(String head) {
        return Arrays.stream(head.split("\r\n")).skip(1);
    }

    @Override
    public String toString() {
        String text = text();
        String start = text.length() > 2000 ? text.substring(0, 2000) + "…" : text;
        return head + start + " [" + end + "]";
    }
}
