package lb.observe;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Standard output, or a file that is appended to and opened anew once it was moved. */
final class LogTarget implements AutoCloseable {
    private final Path file; // Null for standard output.
    private OutputStream out;
    private Object key; // What tells this file from another one that takes its name.

    private LogTarget(Path file) throws IOException {
        this.file = file;
        open();
    }

    /**
     * Opens a target.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    static LogTarget open(String target) {
        try {
            return new LogTarget(target.equals("stdout") ? null : Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write log.access = " + target + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such directory";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.toString();
        };
    }

    private void open() throws IOException {
        if (file == null) {
            out = new FileOutputStream(FileDescriptor.out); // System.out would hide errors.
            return;
        }
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        key = keyOfFile();
    }

    private Object keyOfFile() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Opens the file anew if another one, or none, has its name now. */
    void reopenIfMoved() throws IOException {
        if (file != null && (Files.notExists(file) || !sameFile())) {
            OutputStream old = out;
            open(); // First, so that the old one stays when this fails.
            old.close();
        }
    }

    private boolean sameFile() throws IOException {
        return key == null || key.equals(keyOfFile()); // Not every file system has keys.
    }

    /** Writes all lines out. */
    void write(LineBuffer lines) throws IOException {
        lines.writeTo(out);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            out.close();
        }
    }
}
