package lb.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the contract knows and lb does not do yet. It is refused, for a key that were ignored would
 * promise what does not happen. A key written with its default, or with a value that switches its
 * feature off, is true already and passes.
 *
 * <p>To enable a feature, delete its row: the parser reads these keys in full.
 */
final class NotYet {
    /** Key (as in the table of keys), values refused (a regex), and what to say about them. */
    private static final String TABLE = """
            pool.NAME.http2             | .*             | HTTP/2
            """;

    /** Refuses nothing: for the tests of what is to come. */
    static final NotYet NOTHING = new NotYet("");
    /** Refuses what this version lacks. */
    static final NotYet TODAY = new NotYet(TABLE);

    private record Row(String pattern, Pattern values, String feature) {
        String remedy(String value) {
            return feature + " is not supported yet; " + (values.matcher("\n").matches()
                    ? "remove this line" : "write something else than \"" + value + "\"");
        }
    }

    private final List<Row> rows = new ArrayList<>();

    private NotYet(String table) {
        table.lines().forEach(line -> {
            int first = line.indexOf('|');
            int last = line.lastIndexOf('|');
            String regex = line.substring(first + 1, last).strip();
            Pattern values = Pattern.compile(regex, Pattern.DOTALL);
            rows.add(new Row(line.substring(0, first).strip(), values,
                    line.substring(last + 1).strip()));
        });
    }

    /** The keys of which something is refused. */
    List<String> patterns() {
        return rows.stream().map(Row::pattern).toList();
    }

    /** The remedy for one value, or one item of a list, that cannot be had yet. */
    Optional<String> refusal(String pattern, String value) {
        return rows.stream()
                .filter(row -> row.pattern.equals(pattern) && row.values.matcher(value).matches())
                .findFirst()
                .map(row -> row.remedy(value));
    }
}
