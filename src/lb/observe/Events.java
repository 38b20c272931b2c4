package lb.observe;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What happens to lb itself, one line each: health, ejections, reloads, limits reached. Dry,
 * complete and on standard error, so that the access log has standard output to itself.
 */
public final class Events {
    // Always with milliseconds, so that the lines stay in columns.
    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    /** Nobody listens. */
    public static final Events NONE = new Events(new PrintStream(OutputStream.nullOutputStream()));

    private final PrintStream out;

    /** Events go to {@code out}, which should flush at each line. */
    public Events(PrintStream out) {
        this.out = out;
    }

    /** Something an operator may want to know. */
    public void info(String message) {
        line("info ", message);
    }

    /** Something an operator should look at. */
    public void warn(String message) {
        line("warn ", message);
    }

    /** A fault of lb's own, with where it came from. */
    public void fault(String message, Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        String at = trace.length == 0 ? "" : " at " + trace[0];
        line("error", message + ": " + cause + at);
    }

    private void line(String level, String message) {
        // One call, so that two threads' lines never mix.
        out.println(TIME.format(Instant.now()) + " " + level + " " + message);
    }
}
