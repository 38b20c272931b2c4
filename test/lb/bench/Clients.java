package lb.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients that put load on a port of this machine: wrk's where it is installed, or our own. */
final class Clients {
    private static final boolean WRK = Side.installed("wrk");

    /**
     * What came of it.
     *
     * @param requests answered with 200
     * @param perSecond of them
     * @param failures everything else
     */
    record Result(long requests, double perSecond, long failures) {}

    private Clients() {}

    /** Says who makes the load. */
    static String describe() {
        return WRK ? "wrk" : "own clients, for there is no wrk";
    }

    /** As many requests as fit into the time: each connection sends when it has an answer. */
    static Result closedLoop(int port, Scenario what, double seconds, Path folder)
            throws IOException, InterruptedException {
        return WRK ? wrk(port, what, seconds, folder) : own(port, what, seconds);
    }

    private static Result wrk(int port, Scenario what, double seconds, Path folder)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + what.connections(),
                "-d" + Math.round(Math.max(1, seconds)) + "s", "--timeout", "10s"));
        if (!what.keepAlive()) {
            command.addAll(List.of("-H", "Connection: close"));
        }
        if (what.body() > 0) {
            Path script = folder.resolve("post.lua");
            Files.writeString(script, "wrk.method = 'POST'\nwrk.body = string.rep('p', "
                    + what.body() + ")\n");
            command.addAll(List.of("-s", script.toString()));
        }
        command.add("http://127.0.0.1:" + port + what.target());
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        long failures = number(said, "Non-2xx or 3xx responses: (\\d+)")
                + number(said, "connect (\\d+)") + number(said, "timeout (\\d+)")
                + number(said, "write (\\d+)")
                // Without keep-alive, wrk counts the end of a connection as well.
                + (what.keepAlive() ? number(said, "read (\\d+)") : 0);
        Matcher rate = Pattern.compile("Requests/sec:\\s+([\\d.]+)").matcher(said);
        if (!rate.find()) {
            throw new IOException("wrk said: " + said);
        }
        return new Result(number(said, "(\\d+) requests in"), Double.parseDouble(rate.group(1)),
                failures);
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static Result own(int port, Scenario what, double seconds)
            throws InterruptedException {
        AtomicLong failures = new AtomicLong();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        long[] counts = new long[what.connections()];
        run(what.connections(), index -> {
            while (System.nanoTime() - end < 0) {
                try (Connection connection = new Connection(port, what)) {
                    do {
                        connection.request();
                        counts[index]++;
                    } while (what.keepAlive() && System.nanoTime() - end < 0);
                } catch (IOException e) {
                    failures.incrementAndGet();
                }
            }
        });
        long requests = Arrays.stream(counts).sum();
        return new Result(requests, requests * 1e9 / (System.nanoTime() - start), failures.get());
    }

    /** Connections that have carried one request each and are kept; to be closed by the caller. */
    static List<Connection> idle(int port, int count) throws IOException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Connection connection = new Connection(port, Scenario.SMALL);
            connection.request();
            connections.add(connection);
        }
        return connections;
    }

    private interface Work {
        void run(int index);
    }

    private static void run(int count, Work work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            threads.add(Thread.ofPlatform().daemon().start(() -> work.run(index)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** One client's connection. */
    static final class Connection implements AutoCloseable {
        private final Socket socket = new Socket();
        private final InputStream in;
        private final byte[] request;
        private final byte[] buffer = new byte[16 * 1024];

        Connection(int port, Scenario what) throws IOException {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            request = what.request();
        }

        /** Sends the request and reads the answer, which must be 200 and say its length. */
        void request() throws IOException {
            socket.getOutputStream().write(request);
            if (!line().startsWith("HTTP/1.1 200")) {
                throw new IOException("not 200");
            }
            long left = -1;
            for (String line; !(line = line()).isEmpty(); ) {
                if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                    left = Long.parseLong(line.substring(15).strip());
                }
            }
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new IOException("cut off");
                }
                left -= count;
            }
            if (left < 0) {
                throw new IOException("no length");
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(64);
            for (int c; (c = in.read()) != '\n'; ) {
                if (c < 0) {
                    throw new IOException("closed");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
