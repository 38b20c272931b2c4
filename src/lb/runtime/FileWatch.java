package lb.runtime;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices when one of several files says something else, however that comes about: editors write it
 * in place or put another file in its place, a ConfigMap of Kubernetes turns a link above it to
 * another folder.
 *
 * <p>Looks at the files once a second, and at once when the system reports that anything has
 * happened in their folders. The reports alone would not do: they miss what happens behind links
 * and on network file systems. When a file looks different, its bytes decide.
 */
final class FileWatch implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** A folder that also holds a busy log reports something all the time. */
    private static final long PAUSE_NANOS = 50_000_000;
    /** A file that was not touched for so long is written in full. */
    private static final long SETTLED_NANOS = 100_000_000;
    private static final int MOST_TRIES = 10;

    /** What a file looks like from outside; {@code key} tells it from another of its name. */
    private record Look(FileTime modified, long size, Object key) {
        static final Look GONE = new Look(FileTime.fromMillis(0), -1, null);

        static Look at(Path file) {
            try {
                var now = Files.readAttributes(file, BasicFileAttributes.class); // Follows links.
                return new Look(now.lastModifiedTime(), now.size(), now.fileKey());
            } catch (IOException e) {
                return GONE;
            }
        }

        static List<Look> at(Set<Path> files) {
            return files.stream().map(Look::at).toList();
        }
    }

    private final Set<Path> files;
    private final Runnable onChange;
    private final WatchService reports; // null where the system has none to give
    private final Thread thread;
    private volatile boolean closed;

    // Of the thread alone:
    private List<Look> seen;
    private byte[] bytes;

    /**
     * Watches from now on.
     *
     * @param onChange run when a file has changed, on a thread that may wait; the first time at
     *     once, for it may have changed since it was read
     */
    FileWatch(Set<Path> files, Runnable onChange) {
        this.files = files;
        this.onChange = onChange;
        this.reports = reports();
        this.thread = Thread.ofPlatform().daemon().name("file-watch").start(this::run);
    }

    /** The files that are watched. */
    Set<Path> files() {
        return files;
    }

    private WatchService reports() {
        try {
            WatchService reports = FileSystems.getDefault().newWatchService();
            for (Path file : files) { // A folder that is registered again counts once.
                file.toAbsolutePath().getParent().register(reports,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY);
            }
            return reports;
        } catch (IOException | UnsupportedOperationException e) {
            return null; // Looking once a second must do.
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (hasChanged()) {
                    onChange.run();
                }
                pause();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            return; // Closed.
        }
    }

    private void pause() throws InterruptedException {
        LockSupport.parkNanos(PAUSE_NANOS);
        if (reports == null) {
            LockSupport.parkNanos(PERIOD.toNanos());
            return;
        }
        WatchKey report = reports.poll(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        if (report != null) {
            report.pollEvents(); // Whatever it is, a look at the files tells.
            report.reset();
        }
    }

    private boolean hasChanged() {
        if (Look.at(files).equals(seen)) {
            return false;
        }
        seen = settled();
        byte[] before = bytes;
        bytes = digest();
        return !Arrays.equals(before, bytes);
    }

    /** What the files look like once nobody is writing them any more; or after a second. */
    private List<Look> settled() {
        List<Look> last = Look.at(files);
        for (int i = 0; i < MOST_TRIES && !closed; i++) {
            LockSupport.parkNanos(SETTLED_NANOS);
            List<Look> now = Look.at(files);
            if (now.equals(last) && !now.contains(Look.GONE)) {
                return now;
            }
            last = now;
        }
        return last;
    }

    /** A digest of what is in all of them; of nothing for one that cannot be read. */
    private byte[] digest() {
        MessageDigest all = newDigest();
        for (Path file : files) {
            all.update(digest(file));
        }
        return all.digest();
    }

    private static byte[] digest(Path file) {
        try {
            return newDigest().digest(Files.readAllBytes(file));
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    /** Watches no longer. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (reports != null) {
                reports.close();
            }
        } catch (IOException e) {
            return; // Nothing is left to be done about it.
        }
    }
}
