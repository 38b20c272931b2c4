package lb.simulate;

import java.util.List;

/** x. */
public final class Page {
    private Page() {}

    /** x. */
    public static String html(List<Comparison> comparisons) {
        return "";
    }
}
