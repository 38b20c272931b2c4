package lb.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import lb.http.Headers;

/** A message's body without its framing; the end that the framing announced is end of stream. */
final class WireBody extends InputStream {
    /** Chunks that cannot be read. */
    static final class BrokenChunk extends IOException {
        private static final long serialVersionUID = 1;

        BrokenChunk(String line) {
            super("not a chunk size: " + line);
        }
    }

    private final InputStream in;
    private final End kind;
    private long left; // Of the length or of the current chunk.
    private boolean over;

    private WireBody(InputStream in, End kind, long left) {
        this.in = in;
        this.kind = kind;
        this.left = left;
    }

    /** The body of a request, which has none unless its head says so. */
    static WireBody ofRequest(InputStream in, Headers headers) {
        WireBody body = framed(in, headers);
        return body == null ? new WireBody(in, End.NO_BODY, 0) : body;
    }

    /** The body of a response (RFC 9112 section 6.3). */
    static WireBody ofResponse(InputStream in, Headers headers, int status, String method) {
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new WireBody(in, End.NO_BODY, 0);
        }
        WireBody body = framed(in, headers);
        return body == null ? new WireBody(in, End.CLOSE, Long.MAX_VALUE) : body;
    }

    private static WireBody framed(InputStream in, Headers headers) {
        if (headers.contains("Transfer-Encoding")) {
            return new WireBody(in, End.CHUNKED, 0);
        }
        return headers.first("Content-Length")
                .map(length -> new WireBody(in, End.LENGTH, Long.parseLong(length)))
                .orElse(null);
    }

    /** The end that the framing announces. */
    End kind() {
        return kind;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (kind == End.CHUNKED && left == 0 && !over) {
            nextChunk();
        }
        if (left == 0 || over) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            return endOfConnection();
        }
        left -= count;
        if (kind == End.CHUNKED && left == 0) {
            readLine(in); // The line end after a chunk's bytes.
        }
        return count;
    }

    private int endOfConnection() throws EOFException {
        if (kind != End.CLOSE) {
            throw new EOFException();
        }
        over = true;
        return -1;
    }

    private void nextChunk() throws IOException {
        String line = readLine(in);
        try {
            left = Long.parseLong(line.split(";", 2)[0], 16);
        } catch (NumberFormatException e) {
            throw new BrokenChunk(line);
        }
        if (left == 0) {
            over = true;
            while (!readLine(in).isEmpty()) {
                continue; // Trailer fields.
            }
        }
    }

    /** One line without its end. */
    static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
