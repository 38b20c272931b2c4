package lb.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import lb.testing.Backend;
import lb.testing.Eventually;
import lb.testing.LbProcess;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Much more than fits into lb's memory: 200 MB through a heap of 64, and 2 GB in a long run. */
final class BulkTest extends Scenario {
    private static final long BYTES = Boolean.getBoolean("lb.long") ? 2L << 30 : 200L << 20;
    private static final byte[] PIECE = new byte[64 * 1024];

    static {
        for (int i = 0; i < PIECE.length; i++) {
            PIECE[i] = (byte) (i * 31 + i / 256);
        }
    }

    private final AtomicLong sent = new AtomicLong();

    /** Sends all the bytes; what their checksum is. */
    private long write(OutputStream out) throws IOException {
        CRC32 sum = new CRC32();
        while (sent.get() < BYTES) {
            out.write(PIECE);
            sum.update(PIECE);
            sent.addAndGet(PIECE.length);
        }
        return sum.getValue();
    }

    private static long read(InputStream in, long bytes) throws IOException {
        CRC32 sum = new CRC32();
        byte[] piece = new byte[PIECE.length];
        for (long left = bytes; left > 0;) {
            int count = in.read(piece, 0, (int) Math.min(piece.length, left));
            assertTrue(count > 0, "ended " + left + " bytes too early");
            sum.update(piece, 0, count);
            left -= count;
        }
        return sum.getValue();
    }

    private LbProcess startSmall() {
        return startProcess("pool.web.servers = ${a}\nadmin = off\n", "-Xmx64m");
    }

    /** Whoever sends must be held back when the other side does not read. */
    private void awaitStandstill() {
        long[] last = {-1, 0};
        Eventually.await("a standstill", () -> {
            last[1] = sent.get() == last[0] ? last[1] + 1 : 0;
            last[0] = sent.get();
            return last[0] > 0 && last[1] > 100; // Some 200 ms without a byte.
        });
        assertTrue(last[0] < BYTES / 2, "sent " + last[0]);
    }

    @Test
    void aDownloadIsHeldBackByItsReaderAndArrivesWhole() throws IOException {
        AtomicLong sum = new AtomicLong();
        backend("a").serves(exchange -> {
            String top = "HTTP/1.1 200 OK\r\nContent-Length: " + BYTES + "\r\n\r\n";
            exchange.raw().write(top.getBytes(ISO_8859_1));
            sum.set(write(exchange.raw()));
        });
        LbProcess lb = startSmall();
        try (RawClient client = lb.connect()) {
            client.head("GET / HTTP/1.1", "Host: a");
            String head = client.readHead();
            assertTrue(head.toLowerCase(Locale.ROOT).contains("content-length: " + BYTES), head);
            awaitStandstill();
            long received = read(client.in(), BYTES);
            Eventually.await("the server has sent all", () -> sent.get() >= BYTES);
            Eventually.await("the same bytes", () -> sum.get() == received);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Content-Length", "chunked"})
    void anUploadIsHeldBackByItsServerAndArrivesWhole(String framing) throws Exception {
        AtomicLong received = new AtomicLong();
        Backend server = backend("a").holds();
        server.serves(exchange -> {
            received.set(read(exchange.body(), BYTES));
            exchange.answer(200, "thanks");
        });
        LbProcess lb = startSmall();
        try (RawClient client = lb.connect()) {
            AtomicLong sum = new AtomicLong();
            boolean chunked = framing.equals("chunked");
            client.head("POST / HTTP/1.1", "Host: a", chunked ? "Transfer-Encoding: chunked"
                    : "Content-Length: " + BYTES);
            Thread sender = Thread.ofPlatform().daemon().start(() -> {
                try {
                    sum.set(write(chunked ? chunks(client.out()) : client.out()));
                    client.send(chunked ? "0\r\n\r\n" : "");
                } catch (IOException e) {
                    sum.set(-1);
                }
            });
            awaitStandstill();
            server.release();
            sender.join();
            assertEquals("thanks", client.read().text());
            assertEquals(sum.get(), received.get());
        }
    }

    private static OutputStream chunks(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
                out.write(bytes, offset, length);
                out.write("\r\n".getBytes(ISO_8859_1));
            }
        };
    }
}
