package lb.bench;

import java.nio.charset.StandardCharsets;

/**
 * What clients do.
 *
 * @param name in the table
 * @param target of each request
 * @param body bytes of each request's body; 0: a GET
 * @param keepAlive whether a connection carries more than one request
 * @param connections at the same time
 */
record Scenario(String name, String target, int body, boolean keepAlive, int connections) {
    static final Scenario SMALL = new Scenario("small GET", "/", 0, true, 64);
    static final Scenario MEDIUM = new Scenario("10 KB answers", "/medium", 0, true, 64);
    static final Scenario POST = new Scenario("POST of 10 KB", "/", 10 * 1024, true, 64);
    static final Scenario LARGE = new Scenario("1 MB downloads", "/large", 0, true, 16);
    static final Scenario CLOSING = new Scenario("no keep-alive", "/", 0, false, 64);

    /** What a client sends. */
    byte[] request() {
        String head = (body > 0 ? "POST " : "GET ") + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + (keepAlive ? "" : "Connection: close\r\n")
                + (body > 0 ? "Content-Length: " + body + "\r\n" : "") + "\r\n";
        return (head + "p".repeat(body)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
