package lb.admin;

import java.util.Map;

/** The running load balancer, as the admin listener needs it. Safe for many threads. */
public interface Running {
    /** Everything there is to show, as of now. */
    Overview overview();

    /**
     * What would become of a request, and why.
     *
     * @param question {@code method}, {@code url}, {@code headers} and {@code from}
     * @return for {@code lb.http.Json}
     * @throws IllegalArgumentException with what is wrong with the question
     */
    Map<String, Object> explain(Map<?, ?> question);

    /** Reads the file again and puts it in force; waits until that is done. */
    Reloaded reload();
}
