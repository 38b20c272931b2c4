package lb.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server on loopback, by UDP and TCP, whose answers a test changes as it goes: records of
 * type A, AAAA and SRV, names that do not exist, failures, silence, and answers too long for UDP.
 * RFC 1035.
 */
public final class DnsServer implements AutoCloseable {
    private static final Map<Integer, String> TYPES = Map.of(1, "A", 28, "AAAA", 33, "SRV");
    private static final int NAME_ERROR = 3;

    private final Map<String, List<String>> records = new ConcurrentHashMap<>(); // "A web.internal"
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger askedByTcp = new AtomicInteger();
    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private volatile boolean silent;
    private volatile boolean truncates;
    private volatile int error;

    private DnsServer(DatagramSocket udp, ServerSocket tcp) {
        this.udp = udp;
        this.tcp = tcp;
        Thread.ofPlatform().daemon().name("dns udp").start(this::serveUdp);
        Thread.ofPlatform().daemon().name("dns tcp").start(this::serveTcp);
    }

    /** A server that knows no name. */
    public static DnsServer start() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int i = 0; ; i++) {
            try {
                ServerSocket tcp = new ServerSocket(0, 50, loopback);
                try {
                    return new DnsServer(new DatagramSocket(tcp.getLocalPort(), loopback), tcp);
                } catch (IOException taken) { // By another process, for UDP alone.
                    tcp.close();
                }
            } catch (IOException e) {
                if (i == 10) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** {@code dns://127.0.0.1:port}. */
    public String url() {
        return "dns://127.0.0.1:" + tcp.getLocalPort();
    }

    /** What it knows from now on of a name: {@code knows("A", "web.internal", "127.0.0.1")}. */
    public DnsServer knows(String type, String name, List<String> values) {
        records.put(type + " " + name, List.copyOf(values));
        return this;
    }

    /** Knows nothing of this name any more. */
    public void forgets(String name) {
        records.keySet().removeIf(key -> key.endsWith(" " + name));
    }

    /** Answers nothing, or again. */
    public void silent(boolean on) {
        silent = on;
    }

    /** Answers everything with this error, as 2 for a failure of its own; 0: none. */
    public void error(int code) {
        error = code;
    }

    /** By UDP gives a part of the answer only, and says so. */
    public void truncates() {
        truncates = true;
    }

    /** Questions so far. */
    public int asked() {
        return asked.get();
    }

    /** Questions by TCP so far. */
    public int askedByTcp() {
        return askedByTcp.get();
    }

    private void serveUdp() {
        byte[] buffer = new byte[512];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                asked.incrementAndGet();
                if (!silent) {
                    byte[] answer = answer(
                            ByteBuffer.wrap(buffer, 0, packet.getLength()), truncates);
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                continue; // Closed, or the asker went away.
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] question = in.readNBytes(in.readUnsignedShort());
                askedByTcp.incrementAndGet();
                byte[] answer = answer(ByteBuffer.wrap(question), false);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                ByteArrayOutputStream message = new ByteArrayOutputStream();
                message.write(answer.length >> 8);
                message.write(answer.length);
                message.write(answer);
                out.write(message.toByteArray());
            } catch (IOException e) {
                continue;
            }
        }
    }

    /** Section 4.1: a header of twelve bytes, the question as it was, the answers. */
    private byte[] answer(ByteBuffer question, boolean cut) throws IOException {
        int id = question.getShort() & 0xFFFF;
        question.position(12);
        String name = name(question);
        String type = TYPES.get((int) question.getShort());
        List<String> values = records.getOrDefault(type + " " + name, List.of());
        boolean known = records.keySet().stream().anyMatch(key -> key.endsWith(" " + name));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(0x8180 | (cut ? 0x0200 : 0) | (error > 0 ? error : known ? 0 : NAME_ERROR));
        out.writeShort(1);
        out.writeShort(error > 0 || cut ? 0 : values.size());
        out.writeInt(0);
        out.write(question.array(), 12, question.position() + 2 - 12);
        if (error == 0 && !cut) {
            for (String value : values) {
                record(out, type, value);
            }
        }
        return bytes.toByteArray();
    }

    private static String name(ByteBuffer in) {
        StringBuilder name = new StringBuilder();
        for (int length = in.get(); length > 0; length = in.get()) {
            byte[] label = new byte[length];
            in.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, US_ASCII));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static void record(DataOutputStream out, String type, String value)
            throws IOException {
        byte[] data = type.equals("SRV") ? service(value)
                : InetAddress.getByName(value).getAddress();
        out.writeShort(0xC00C); // The name of the question.
        out.writeShort(TYPES.entrySet().stream().filter(entry -> entry.getValue().equals(type))
                .findFirst().orElseThrow().getKey());
        out.writeShort(1);
        out.writeInt(0); // Not to be kept.
        out.writeShort(data.length);
        out.write(data);
    }

    /** {@code priority weight port target}. */
    private static byte[] service(String value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        String[] parts = value.split(" ");
        for (int i = 0; i < 3; i++) {
            out.writeShort(Integer.parseInt(parts[i]));
        }
        for (String label : parts[3].equals(".") ? new String[0] : parts[3].split("\\.")) {
            out.write(label.length());
            out.write(label.getBytes(US_ASCII));
        }
        out.write(0);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        try {
            udp.close();
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
