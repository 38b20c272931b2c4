package lb.config;

import java.util.List;

/** A configuration with problems: all of them. */
public final class InvalidConfig extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** A refusal because of {@code problems}, at least one of which is not a warning. */
    public InvalidConfig(List<Problem> problems) {
        super(problems.size() + " problems, the first: " + problems.get(0));
        this.problems = List.copyOf(problems);
    }

    /** The problems in the file's order, warnings among them. */
    public List<Problem> problems() {
        return problems;
    }
}
