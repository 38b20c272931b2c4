package lb.observe;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the access log goes. Safe for many threads; never blocks a request: entries are handed to
 * one thread that formats and writes them, and when that thread cannot keep up with more than
 * {@value #CAPACITY} of them waiting, further ones are dropped and counted.
 *
 * <p>A file that was moved away, as log rotation does it, is noticed within a second and opened
 * anew under its old name.
 */
public final class AccessLog implements AutoCloseable {
    private static final int CAPACITY = 16_384; // Some megabytes; without any experimenting.
    private static final int BATCH_BYTES = 32 * 1024;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    // While there is traffic the writer looks for lines itself, fifty times a second: to wake a
    // thread for each request would cost more than all the rest of a line.
    private static final long NAP = TimeUnit.MILLISECONDS.toNanos(20);

    private final Queue<AccessEntry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger(); // Of those waiting.
    private final LongAdder dropped = new LongAdder();
    private final LineFormat format;
    private final LogTarget target; // Null: off.
    private final Events events;
    private final Metrics metrics;
    private final Thread writer;
    private volatile boolean idle; // The writer sleeps, or is about to.
    private volatile boolean closed;

    // Of the writer's thread alone:
    private final LineBuffer lines = new LineBuffer();
    private long lastCheck = System.nanoTime();
    private long lastLine = lastCheck - SECOND;
    private long reportedDrops;
    private boolean failing;

    /**
     * Opens the log; its own troubles go to standard error.
     *
     * @param target {@code stdout}, {@code off} or the name of a file
     * @throws java.io.UncheckedIOException when the file cannot be written
     */
    public AccessLog(String target, LogFormat format) {
        this(target, format, new Events(System.err));
    }

    /** The same with another place for the log's own troubles. */
    public AccessLog(String target, LogFormat format, Events events) {
        this(target, format, events, Metrics.NONE);
    }

    /** The same, which counts what it is given, whether or not it writes it. */
    public AccessLog(String target, LogFormat format, Events events, Metrics metrics) {
        this.target = target.equals("off") ? null : LogTarget.open(target);
        this.format = LineFormat.of(format, ZoneId.systemDefault());
        this.events = events;
        this.metrics = metrics;
        writer = Thread.ofPlatform().daemon().name("access-log").unstarted(this::run);
        if (this.target != null) {
            writer.start();
        }
    }

    /** Counts a request and writes its line; from now on the entry must not be changed. */
    public void log(AccessEntry entry) {
        metrics.count(entry);
        if (target == null || closed) {
            return;
        }
        if (count.incrementAndGet() > CAPACITY) {
            count.decrementAndGet();
            dropped.increment();
            return;
        }
        waiting.add(entry);
        if (idle) {
            LockSupport.unpark(writer);
        }
    }

    /** Lines that were lost because they came faster than they could be written. */
    public long dropped() {
        return dropped.sum();
    }

    private void run() {
        while (!closed || !waiting.isEmpty()) {
            writeBatch();
            everySecond();
            if (waiting.isEmpty() && !closed) {
                sleep();
            }
        }
    }

    private void writeBatch() {
        try {
            format();
            if (lines.length() > 0) {
                lastLine = System.nanoTime();
                target.write(lines);
                failing = false;
            }
        } catch (IOException | RuntimeException e) { // Even a fault of ours must not end the log.
            complain("the access log cannot be written: " + e);
        }
    }

    private void format() {
        while (lines.length() < BATCH_BYTES) {
            AccessEntry entry = waiting.poll();
            if (entry == null) {
                return;
            }
            count.decrementAndGet();
            format.write(entry, lines);
        }
    }

    private void sleep() {
        if (System.nanoTime() - lastLine < SECOND) {
            LockSupport.parkNanos(NAP);
            return;
        }
        idle = true;
        // Looked at again, for an entry may have come before idle could be seen.
        if (waiting.isEmpty() && !closed) {
            LockSupport.parkNanos(SECOND);
        }
        idle = false;
    }

    private void everySecond() {
        if (System.nanoTime() - lastCheck < SECOND) {
            return;
        }
        lastCheck = System.nanoTime();
        long drops = dropped();
        if (drops > reportedDrops) {
            events.warn("the access log is too slow: " + (drops - reportedDrops) + " lines lost");
            reportedDrops = drops;
        }
        try {
            target.reopenIfMoved();
        } catch (IOException e) {
            complain("the access log cannot be opened anew: " + e.getMessage());
        }
    }

    private void complain(String message) {
        if (!failing) { // Once, not for every line: the disk is full already.
            events.warn(message);
        }
        failing = true;
    }

    /** Writes out what is waiting, for at most two seconds, and ends. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(writer);
        try {
            writer.join(2000);
            if (target != null) {
                target.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            complain("the access log cannot be closed: " + e.getMessage());
        }
    }
}
