package lb.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Lines that someone else is still writing. Safe for many threads. */
public final class Lines {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** A stream whose lines end up here. */
    public PrintStream stream() {
        return new PrintStream(new Splitter(), true, UTF_8);
    }

    /** All lines so far. */
    public List<String> all() {
        return lines;
    }

    void add(String line) {
        lines.add(line);
    }

    /** Waits for a line in which the expression is found; the match. */
    public MatchResult await(String regex) {
        return await(regex, Duration.ofSeconds(10));
    }

    /** The same with a deadline of one's own. */
    public MatchResult await(String regex, Duration deadline) {
        Pattern pattern = Pattern.compile(regex);
        Eventually.await(() -> find(pattern) != null, deadline,
                () -> "a line with " + regex + " among\n" + this);
        return find(pattern);
    }

    /** How many lines have the text in them. */
    public long count(String text) {
        return lines.stream().filter(line -> line.contains(text)).count();
    }

    /** The first match; null when no line has one yet. */
    MatchResult find(Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(m -> m.find()).findFirst()
                .map(m -> m.toMatchResult()).orElse(null);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }

    /** Cuts bytes into lines; guarded by the lock of the stream around it. */
    private final class Splitter extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int next) {
            if (next == '\n') {
                add(line.toString(UTF_8));
                line.reset();
            } else {
                line.write(next);
            }
        }
    }
}
