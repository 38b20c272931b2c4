package lb.match;

import java.util.Comparator;

/**
 * How closely conditions describe a request: exact host before wildcard (longest first) before
 * regex before none; within a host exact path before longest prefix or pattern before regex before
 * none; then more further conditions. Natural order: the most specific first.
 *
 * <p>Of several alternatives in one option the least specific one counts, since a request may have
 * matched by that one; the router asks each by itself ({@link Conditions#alternatives}). An option
 * that only excludes is a further condition.
 *
 * @param hostKind 3 exact, 2 wildcard, 1 regex, 0 none
 * @param hostLength length of the wildcard's fixed part
 * @param pathKind 3 exact, 2 prefix or pattern, 1 regex, 0 none
 * @param pathLength length of the prefix or of the pattern's literal characters
 * @param further how many other options there are
 */
public record Specificity(int hostKind, int hostLength, int pathKind, int pathLength, int further)
        implements Comparable<Specificity> {
    private static final Comparator<Specificity> LEAST_FIRST =
            Comparator.comparingInt(Specificity::hostKind)
                    .thenComparingInt(Specificity::hostLength)
                    .thenComparingInt(Specificity::pathKind)
                    .thenComparingInt(Specificity::pathLength)
                    .thenComparingInt(Specificity::further);

    @Override
    public int compareTo(Specificity other) {
        return LEAST_FIRST.compare(other, this);
    }
}
