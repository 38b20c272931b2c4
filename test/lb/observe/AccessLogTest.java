package lb.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import lb.testing.Eventually;
import lb.testing.Lines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class AccessLogTest {
    @TempDir
    private Path directory;

    @Test
    void appendsToAFileAndWritesAllOfItBeforeItCloses() throws IOException {
        Path file = directory.resolve("a.log");
        Files.writeString(file, "old\n");
        AccessLog log = new AccessLog(file.toString(), LogFormat.COMMON);
        for (int i = 0; i < 1000; i++) {
            log.log(entry("/" + i));
        }
        log.close();
        List<String> lines = Files.readAllLines(file);
        assertEquals("old", lines.getFirst());
        assertEquals(1001, lines.size());
        assertTrue(lines.getLast().contains("\"GET /999 HTTP/1.1\""), lines.getLast());
    }

    @Test
    void writesALineSoonWithoutBeingClosed() throws IOException {
        Path file = directory.resolve("a.log");
        try (AccessLog log = new AccessLog(file.toString(), LogFormat.JSON)) {
            for (int i = 1; i <= 20; i++) { // Each time the writer has gone to sleep before.
                log.log(entry("/"));
                int expected = i;
                Eventually.await(() -> count(file) == expected, Duration.ofMillis(500),
                        i + " lines");
            }
        }
    }

    @Test
    void keepsLinesOfManyThreadsApart() throws Exception {
        Path file = directory.resolve("a.log");
        AccessLog log = new AccessLog(file.toString(), LogFormat.COMMON);
        List<Thread> threads = IntStream.range(0, 8).mapToObj(i -> Thread.ofPlatform()
                .start(() -> IntStream.range(0, 500).forEach(n -> log.log(entry("/x"))))).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        log.close();
        List<String> lines = Files.readAllLines(file);
        assertEquals(4000, lines.size());
        assertEquals(1, lines.stream().distinct().count());
    }

    @Test
    void opensTheFileAnewAfterItWasMoved() throws IOException {
        Path file = directory.resolve("a.log");
        Path moved = directory.resolve("a.log.1");
        try (AccessLog log = new AccessLog(file.toString(), LogFormat.COMMON)) {
            log.log(entry("/before"));
            Eventually.await("a line", () -> count(file) == 1);
            Files.move(file, moved);
            Eventually.await("a new file", () -> Files.exists(file));
            log.log(entry("/after"));
        }
        assertTrue(Files.readString(moved).contains("/before"));
        assertTrue(Files.readString(file).contains("/after"));
        assertEquals(1, count(file));
    }

    @Test
    void writesNothingWhenItIsOff() throws IOException {
        try (AccessLog log = new AccessLog("off", LogFormat.COMMON)) {
            log.log(entry("/"));
        }
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void saysWhyAFileCannotBeWritten() {
        Path file = directory.resolve("none/a.log");
        Exception e = assertThrows(UncheckedIOException.class,
                () -> new AccessLog(file.toString(), LogFormat.COMMON));
        assertEquals("cannot write log.access = " + file + ": there is no such directory",
                e.getMessage());
        e = assertThrows(UncheckedIOException.class,
                () -> new AccessLog(directory.toString(), LogFormat.COMMON));
        assertEquals("cannot write log.access = " + directory + ": Is a directory", e.getMessage());
    }

    @Test
    @EnabledOnOs(OS.LINUX) // The only system with a device that is always full.
    void complainsOnceAboutAFullDisk() {
        Lines events = new Lines();
        Events sink = new Events(events.stream());
        try (AccessLog log = new AccessLog("/dev/full", LogFormat.COMMON, sink)) {
            for (int i = 0; i < 5; i++) {
                log.log(entry("/"));
            }
            events.await("warn .*cannot be written: .*No space left");
            log.log(entry("/"));
        }
        assertEquals(1, events.count("cannot be written"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC}) // Named pipes.
    void dropsAndCountsLinesThatNobodyTakes() throws Exception {
        Path pipe = directory.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        Thread opener = Thread.ofPlatform().start(() -> read(pipe));
        Lines events = new Lines();
        AccessLog log = new AccessLog(pipe.toString(), LogFormat.COMMON,
                new Events(events.stream()));
        opener.join();
        long start = System.nanoTime();
        for (int i = 0; i < 40_000; i++) {
            log.log(entry("/" + "x".repeat(100)));
        }
        assertTrue(log.dropped() > 10_000, "dropped " + log.dropped());
        assertTrue(System.nanoTime() - start < 5_000_000_000L, "callers had to wait");
        Thread.ofPlatform().start(() -> drain(held));
        events.await("warn .*the access log is too slow: \\d+ lines lost");
        log.close();
    }

    private volatile InputStream held; // The end of the pipe from which nothing is read yet.

    private void read(Path pipe) {
        try {
            held = new FileInputStream(pipe.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drain(InputStream in) {
        try (in) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AccessEntry entry(String target) {
        AccessEntry entry = new AccessEntry();
        entry.method = "GET";
        entry.target = target;
        entry.protocol = "HTTP/1.1";
        entry.status = 200;
        return entry;
    }
}
