package lb.match;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of one option: alternatives, and others that are excluded with {@code !}. With only
 * exclusions everything else is included. Immutable.
 */
final class Choice<T> {
    private final List<? extends Criterion<T>> included;
    private final List<? extends Criterion<T>> excluded;

    Choice(List<? extends Criterion<T>> included, List<? extends Criterion<T>> excluded) {
        this.included = List.copyOf(included);
        this.excluded = List.copyOf(excluded);
    }

    /** The alternatives; none when the option only excludes. */
    List<? extends Criterion<T>> included() {
        return included;
    }

    /** What is not to match, whatever is included. */
    List<? extends Criterion<T>> excluded() {
        return excluded;
    }

    /** The same for each alternative by itself; only this when there are not several. */
    List<Choice<T>> alternatives() {
        return included.size() < 2
                ? List.of(this)
                : included.stream().map(one -> new Choice<T>(List.of(one), excluded)).toList();
    }

    /** Whether a value is included and not excluded. */
    Answer holds(T value) {
        Answer in = included.isEmpty() ? Answer.YES : any(included, value);
        return in == Answer.NO ? in : in.and(any(excluded, value).not());
    }

    /**
     * The same for an option that may be there several times, or not at all, as header fields may.
     * A server could take any of them. So for {@link Reading#ANY} one value suffices which is
     * included and not excluded; otherwise one is to be included and none excluded.
     */
    Answer holds(List<T> values, Reading reading) {
        if (values.isEmpty()) {
            return Answer.of(included.isEmpty());
        }
        return reading == Reading.ANY ? anyHolds(values)
                : (included.isEmpty() ? Answer.YES : anyIn(included, values))
                        .and(anyIn(excluded, values).not());
    }

    private Answer anyHolds(List<T> values) {
        Answer answer = Answer.NO;
        for (int i = 0; i < values.size() && answer != Answer.YES; i++) {
            answer = answer.or(holds(values.get(i)));
        }
        return answer;
    }

    private static <T> Answer anyIn(List<? extends Criterion<T>> criteria, List<T> values) {
        Answer answer = Answer.NO;
        for (int i = 0; i < values.size() && answer != Answer.YES; i++) {
            answer = answer.or(any(criteria, values.get(i)));
        }
        return answer;
    }

    private static <T> Answer any(List<? extends Criterion<T>> criteria, T value) {
        Answer answer = Answer.NO;
        for (int i = 0; i < criteria.size() && answer != Answer.YES; i++) {
            answer = answer.or(criteria.get(i).matches(value));
        }
        return answer;
    }

    /** As in the file, the exclusions last. */
    @Override
    public String toString() {
        return Stream.concat(included.stream().map(Object::toString),
                excluded.stream().map(value -> "!" + value)).collect(Collectors.joining(", "));
    }
}
