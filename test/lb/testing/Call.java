package lb.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * A request to be sent once or many times: {@code get("/").host("shop.example").times(20)}. It
 * speaks HTTP itself, so that nothing is retried, reordered or tidied up on the way to lb.
 */
public final class Call {
    private final int port;
    private final String method;
    private final String target;
    private final StringBuilder fields = new StringBuilder();
    private String host;
    private byte[] body;

    Call(int port, String method, String target) {
        this.port = port;
        this.method = method;
        this.target = target;
        this.host = "127.0.0.1:" + port;
    }

    /** The Host field, in place of lb's own address. */
    public Call host(String host) {
        this.host = host;
        return this;
    }

    /** Adds a field. */
    public Call header(String name, String value) {
        fields.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** A body with its Content-Length. */
    public Call body(String text) {
        return body(text.getBytes(UTF_8));
    }

    /** A body with its Content-Length. */
    public Call body(byte[] bytes) {
        body = bytes.clone();
        return this;
    }

    /** Sends it on a connection of its own; the final response. */
    public Message send() {
        try (RawClient client = RawClient.connect(port)) {
            return send(client);
        }
    }

    /** Sends it on this connection; the final response. */
    public Message send(RawClient client) {
        client.send(bytes());
        Message response = client.readTo(method);
        while (response.status() >= 100 && response.status() < 200 && response.complete()) {
            response = client.readTo(method);
        }
        return response;
    }

    /** Sends it so often, one after the other. */
    public Answers times(int count) {
        List<Message> answers = new ArrayList<>();
        RawClient client = RawClient.connect(port);
        for (int i = 0; i < count; i++) {
            Message answer = send(client);
            answers.add(answer);
            if (!keepsOpen(answer)) {
                client.close();
                client = RawClient.connect(port);
            }
        }
        client.close();
        return new Answers(answers);
    }

    /** Sends it so often on each of so many connections at once. */
    public Answers times(int count, int connections) {
        ConcurrentLinkedQueue<Message> answers = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, connections)
                .mapToObj(i -> Thread.ofPlatform().daemon()
                        .start(() -> answers.addAll(times(count).all())))
                .toList();
        threads.forEach(Call::join);
        return new Answers(List.copyOf(answers));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean keepsOpen(Message answer) {
        return answer.complete() && answer.end() != End.CLOSE
                && !"close".equalsIgnoreCase(answer.header("Connection"));
    }

    private byte[] bytes() {
        String length = body == null ? "" : "Content-Length: " + body.length + "\r\n";
        String head = method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n"
                + fields + length + "\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(ISO_8859_1));
        bytes.writeBytes(body == null ? new byte[0] : body);
        return bytes.toByteArray();
    }
}
