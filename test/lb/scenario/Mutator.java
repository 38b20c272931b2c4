package lb.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Spoils messages at random, with a liking for what parsers trip over. One char is one byte. */
final class Mutator {
    private static final List<String> TOKENS = List.of("\r", "\n", "\r\n", "\r\n\r\n", "\0", "\1",
            "\u007f", "\u00ff", "\u0085", " ", "\t", ":", ",", ";", "=", "\"", "%", "%00",
            "%2f", "%2e", "/", "//", "../", "\\", "?", "#", "@", "[", "*", "-1", "0", "00", "+5",
            "0x5", "80000000", "fffffff0", "100000005", "99999999999999999999", "chunked",
            "identity", "close", "HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "0\r\n\r\n", "5\r\nhello\r\n",
            "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip, chunked\r\n", "Connection: close\r\n", "Connection: Host\r\n",
            "Connection: keep-alive, X-Request-Id\r\n", "Host: b\r\n", "Expect: 100-continue\r\n",
            " folded\r\n", "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL", "HTTP/1.1 100 Continue\r\n\r\n");

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    /** One of these, spoilt once, twice or thrice. */
    String next(List<String> originals) {
        String text = originals.get(random.nextInt(originals.size()));
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            text = spoil(text);
        }
        return text;
    }

    private String spoil(String text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + 1 + random.nextInt(8));
        String before = text.substring(0, at);
        return switch (random.nextInt(8)) {
            case 0 -> before + (char) random.nextInt(256) + text.substring(Math.min(end, at + 1));
            case 1, 2 -> before + token() + text.substring(at);
            case 3 -> before + token() + text.substring(end);
            case 4 -> before + text.substring(end);
            case 5 -> before + text.substring(at, end).repeat(2 + random.nextInt(2000))
                    + text.substring(end);
            case 6 -> shuffled(text);
            default -> random.nextInt(3) == 0 ? before : before + text; // Cut off, or said twice.
        };
    }

    private String token() {
        return TOKENS.get(random.nextInt(TOKENS.size()));
    }

    /** Its lines in another order, one of them perhaps twice. */
    private String shuffled(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
        lines.add(lines.get(random.nextInt(lines.size())));
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        return String.join("", lines);
    }
}
