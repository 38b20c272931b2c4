package lb.runtime;

import java.util.List;
import lb.config.Problem;

/** What came of a reload. */
public sealed interface Reload {
    /**
     * The file is in force.
     *
     * @param differences what has changed: {@code pool web: + 10.0.0.3:8080, - 10.0.0.1:8080};
     *     one or more
     * @param notChangeable what the file says and cannot be had without a restart; usually empty
     */
    record Applied(List<String> differences, List<String> notChangeable) implements Reload {}

    /**
     * Nothing has changed.
     *
     * @param problems why, at least one of which is not a warning
     */
    record Refused(List<Problem> problems) implements Reload {}

    /** The file says what is in force already, be it in another form. */
    record Unchanged() implements Reload {}
}
