package lb.config;

import java.util.List;

/** A configuration with problems: all of them. */
public final class InvalidConfig extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public InvalidConfig(List<Problem> problems) {
        super(problems.size() + " problems");
        this.problems = List.copyOf(problems);
    }

    /** The problems in the file's order, warnings among them. */
    public List<Problem> problems() {
        return problems;
    }
}
