package lb.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import lb.http.Headers;

/**
 * One request at a {@link Backend} and what the script does with it: either one of the
 * {@code answer} methods, or {@link #stream}, {@link #chunk} as often as liked and {@link #end}.
 */
public final class Exchange {
    private final Socket connection;
    private final String head;
    private final Headers headers;
    private final WireBody body;
    private final StringBuilder fields = new StringBuilder();
    private volatile byte[] read; // The body, once text() or bytes() has read it.

    Exchange(Socket connection, InputStream in, String head, String name) {
        this.connection = connection;
        this.head = head;
        this.headers = Message.fields(head);
        this.body = WireBody.ofRequest(in, headers);
        with(Backend.NAME_FIELD, name);
    }

    /** The request's head, exactly as received, with the empty line at its end. */
    public String head() {
        return head;
    }

    public String method() {
        return head.split(" ", 3)[0];
    }

    /** The target as received. */
    public String target() {
        return head.split(" ", 3)[1];
    }

    /** The target without its query. */
    public String path() {
        return target().split("\\?", 2)[0];
    }

    public Headers headers() {
        return headers;
    }

    /** The body as it arrives, for scripts that must not wait for its end. */
    public InputStream body() {
        return body;
    }

    /** The whole body, waited for. */
    public byte[] bytes() throws IOException {
        if (read == null) {
            read = body.readAllBytes();
        }
        return read;
    }

    /** The request as a message; its body is what {@link #bytes} has read. */
    Message message() {
        byte[] bytes = read == null ? new byte[0] : read;
        return new Message(head, headers, bytes, body.kind());
    }

    /** Adds a field to the response. */
    public Exchange with(String field, String value) {
        fields.append(field).append(": ").append(value).append("\r\n");
        return this;
    }

    /** Answers with a text. */
    public void answer(int status, String text) throws IOException {
        answer(status, text.getBytes(UTF_8));
    }

    /** Answers with a Content-Length, where the status allows one. */
    public void answer(int status, byte[] content) throws IOException {
        bytes(); // Read to its end, so that the connection can be used again.
        boolean bodiless = status == 204 || status == 304;
        if (!bodiless) {
            with("Content-Length", String.valueOf(content.length));
        }
        byte[] top = top(status).getBytes(ISO_8859_1);
        int length = bodiless || method().equals("HEAD") ? 0 : content.length;
        byte[] all = new byte[top.length + length];
        System.arraycopy(top, 0, all, 0, top.length);
        System.arraycopy(content, 0, all, top.length, length);
        raw().write(all); // One packet, as a well-written server does it.
    }

    /** Leaves the kernel little to hold of an answer that nobody reads: by itself, megabytes. */
    public Exchange bufferLittle() throws IOException {
        connection.setSendBufferSize(64 << 10);
        return this;
    }

    /** Sends the head of a response that comes in chunks. */
    public void stream(int status) throws IOException {
        with("Transfer-Encoding", "chunked");
        raw().write(top(status).getBytes(ISO_8859_1));
    }

    /** Sends one chunk at once. */
    public void chunk(String text) throws IOException {
        chunk(text.getBytes(UTF_8));
    }

    /** Sends one chunk at once. */
    public void chunk(byte[] bytes) throws IOException {
        raw().write((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
        raw().write(bytes);
        raw().write("\r\n".getBytes(ISO_8859_1));
    }

    /** Sends the last chunk. */
    public void end() throws IOException {
        raw().write("0\r\n\r\n".getBytes(ISO_8859_1));
    }

    /** Ends the connection here and now, whatever has been sent. */
    public void abort() throws IOException {
        connection.close();
    }

    /** Resets the connection. */
    public void reset() throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** The connection itself, for bytes that no server should send. */
    public OutputStream raw() throws IOException {
        return connection.getOutputStream();
    }

    private String top(int status) {
        return "HTTP/1.1 " + status + " Scripted\r\n" + fields + "\r\n";
    }
}
