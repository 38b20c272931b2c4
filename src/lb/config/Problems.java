package lb.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Collects what is wrong with a file, so that all of it is reported at once. Not safe for several
 * threads.
 */
public final class Problems {
    /** Keys whose values are nobody else's business, misspelled ones and header fields included. */
    private static final Pattern SECRET = Pattern.compile(
            "token|passw|secret|credential|authori[sz]ation|api-?key|cookie\\.set");
    private static final int LONGEST_WRITTEN = 160;
    private static final int LONGEST_REMEDY = 600;

    private final Path file;
    // A set, because a wrong value of "pool.*" is met once for every pool.
    private final Set<Problem> found = new LinkedHashSet<>();

    Problems(Path file) {
        this.file = file;
    }

    /** The problems as the user reads them, the counts and the consequence in the last line. */
    public static String report(List<Problem> problems, String consequence) {
        StringBuilder text = new StringBuilder();
        problems.forEach(problem -> text.append(problem).append('\n'));
        long warnings = problems.stream().filter(Problem::warning).count();
        long errors = problems.size() - warnings;
        String counts = warnings == 0 ? count(errors, "problem")
                : errors == 0 ? count(warnings, "warning")
                : count(errors, "problem") + ", " + count(warnings, "warning");
        return text.append(counts).append("; ").append(consequence).append(".\n").toString();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Adds an error about an entry. */
    void add(Entry entry, String remedy) {
        add(entry, remedy, false);
    }

    /** Adds a warning about an entry. */
    void warn(Entry entry, String remedy) {
        add(entry, remedy, true);
    }

    /** Adds a warning about the file as a whole. */
    void warn(String remedy) {
        add(0, "", remedy, true);
    }

    private void add(Entry entry, String remedy, boolean warning) {
        boolean secret = isSecret(entry.key());
        String written = entry.key() + " = " + (secret ? "***" : entry.raw());
        String shown = secret && !entry.value().isEmpty()
                ? remedy.replace('"' + entry.value() + '"', "\"***\"") : remedy;
        add(entry.line(), written, shown, warning);
    }

    /** Adds an error about a line that is not an entry. */
    void add(int line, String written, String remedy) {
        add(line, isSecret(written) ? "***" : written, remedy, false);
    }

    private void add(int line, String written, String remedy, boolean warning) {
        found.add(new Problem(file.toString(), line, visible(written, LONGEST_WRITTEN),
                visible(remedy, LONGEST_REMEDY), warning));
    }

    /** Whether the values of this key are not to be shown. */
    static boolean isSecret(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    /** Shortened, and without control characters that could play tricks on a terminal. */
    static String visible(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(longest).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return text.length() > longest ? shown.append('…').toString() : shown.toString();
    }

    /** Whether lb must not start. */
    boolean hasErrors() {
        return found.stream().anyMatch(problem -> !problem.warning());
    }

    /** Everything found, in the file's order. */
    List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Problem::line)); // Stable within a line.
        return List.copyOf(sorted);
    }
}
