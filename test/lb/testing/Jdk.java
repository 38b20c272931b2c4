package lb.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * What the JDK under test knows. Its parsers became stricter in security updates (21.0.13 first),
 * on the server's and on the client's side alike, so that some spoilt messages have one outcome
 * before and another since.
 */
public final class Jdk {
    private static final boolean STRICT = refusesBareCr();

    private Jdk() {}

    /** Whether the parsers are the stricter ones; found by trying, as other lines get them too. */
    public static boolean isStrict() {
        return STRICT;
    }

    /** The outcome for this JDK of {@code lenient => strict}, or the only one. */
    public static String outcome(String outcomes) {
        String[] both = outcomes.split(" ?=> ?", -1);
        return STRICT ? both[both.length - 1] : both[0];
    }

    private static boolean refusesBareCr() {
        JvmSettings.apply();
        InetAddress here = InetAddress.getLoopbackAddress();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
            server.start(); // Without a context: 404 for all that it can read.
            try (Socket client = new Socket(here, server.getAddress().getPort())) {
                client.setSoTimeout(30_000); // Milliseconds.
                String request = "GET / HTTP/1.1\r\nHost: a\r\nX: a\rY: b\r\n\r\n";
                client.getOutputStream().write(request.getBytes(ISO_8859_1));
                byte[] start = client.getInputStream().readNBytes("HTTP/1.1 400".length());
                return new String(start, ISO_8859_1).endsWith("400");
            } finally {
                server.stop(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
