package lb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test's configuration as a file in a directory of its own, completed with what nearly every
 * test wants: {@code listen} on a free loopback port, {@code admin = off}, {@code log.access} in a
 * file, {@code reload = off} so that it is the test that says when, and, where the text does not
 * mention health, {@code pool.*.health = off} so that checks do not count as requests. The lines of
 * the text keep their numbers.
 */
final class ConfigText implements AutoCloseable {
    private final Path directory;

    ConfigText(String text) {
        try {
            directory = Files.createTempDirectory("lb-test-");
            write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts another file in its place at one stroke. */
    void replace(String text) throws IOException {
        Path other = directory.resolve("new");
        Files.writeString(other, complete(text));
        Files.move(other, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes the file in place. */
    void write(String text) throws IOException {
        Files.writeString(file(), complete(text));
    }

    private String complete(String text) {
        StringBuilder all = new StringBuilder(text).append('\n');
        if (!mentions(text, "listen(\\.tls)?\\s*=")) {
            all.append("listen = 127.0.0.1:0\n");
        }
        if (!mentions(text, "log\\.access\\s*=")) {
            all.append("log.access = ").append(accessLog()).append('\n');
        }
        if (!mentions(text, "admin\\s*=")) {
            all.append("admin = off\n"); // The default is one port for all tests at once.
        }
        if (!mentions(text, "pool\\.[^=]*health")) {
            all.append("pool.*.health = off\n");
        }
        if (!mentions(text, "reload\\s*=")) {
            all.append("reload = off\n");
        }
        return all.toString();
    }

    private static boolean mentions(String text, String regex) {
        return Pattern.compile("(?m)^\\s*" + regex).matcher(text).find();
    }

    Path directory() {
        return directory;
    }

    Path file() {
        return directory.resolve("lb.properties");
    }

    Path accessLog() {
        return directory.resolve("access.log");
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
