package lb.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import lb.http.Headers;

/** Reads messages from a connection and tells how each of them ended. */
final class MessageReader {
    private final InputStream in;

    MessageReader(InputStream in) {
        this.in = in;
    }

    /** Reads a response to a request with this method, whatever becomes of it. */
    Message response(String method) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        End end = readResponse(method, head, body);
        String text = head.toString(ISO_8859_1);
        return new Message(text, Message.fields(text), body.toByteArray(), end);
    }

    private End readResponse(String method, ByteArrayOutputStream head,
            ByteArrayOutputStream body) {
        try {
            head(in, head);
            String text = head.toString(ISO_8859_1);
            int status = Integer.parseInt(text.split(" ", 3)[1].strip());
            Headers headers = Message.fields(text);
            WireBody content = WireBody.ofResponse(in, headers, status, method);
            content.transferTo(body);
            return content.kind();
        } catch (IOException e) {
            return endOf(e);
        }
    }

    /** What an exception says about a message's end. */
    static End endOf(IOException e) {
        return switch (e) {
            case EOFException eof -> End.TRUNCATED;
            case SocketTimeoutException silence -> End.SILENCE;
            case SocketException reset -> End.RESET;
            default -> End.BROKEN;
        };
    }

    /** Reads up to and including the empty line, and nothing of the body. */
    static void head(InputStream in, ByteArrayOutputStream head) throws IOException {
        for (int last4 = 0; last4 != 0x0d0a0d0a;) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
            last4 = last4 << 8 | next;
        }
    }
}
