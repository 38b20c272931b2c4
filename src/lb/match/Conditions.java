package lb.match;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lb.http.Request;

/**
 * Which requests a firewall rule or a route is about: all options given must match; the values of
 * one option are alternatives; an excluded value ({@code !}) must not match. No option: every
 * request. Immutable.
 */
public final class Conditions {
    private final Condition[] conditions; // The cheap ones first.
    private final boolean ignoreCase;
    private final Specificity specificity;

    private Conditions(List<Condition> conditions, boolean ignoreCase) {
        this.conditions = conditions.toArray(new Condition[0]);
        this.ignoreCase = ignoreCase;
        this.specificity = specificity(conditions);
    }

    /** Starts to collect conditions. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether they hold for the canonical path: what routes ask. */
    public boolean match(Request request) {
        return match(new Subject(request), Reading.CANONICAL);
    }

    /** Whether they hold for any reading of the path: what a rule that denies asks. */
    public boolean matchAnyReading(Request request) {
        return match(new Subject(request), Reading.ANY);
    }

    /** Whether they hold for every reading of the path: what a rule that allows asks. */
    public boolean matchEveryReading(Request request) {
        return match(new Subject(request), Reading.EVERY);
    }

    /** The same for whoever asks several conditions about one request. */
    public boolean match(Subject subject, Reading reading) {
        return missed(subject, reading) == null;
    }

    /** The first option that a request does not match, as in the file; empty when it matches. */
    public Optional<String> mismatch(Request request) {
        return mismatch(new Subject(request), Reading.CANONICAL);
    }

    /** The first option that does not match on this reading; empty when all do. */
    public Optional<String> mismatch(Subject subject, Reading reading) {
        return Optional.ofNullable(missed(subject, reading)).map(Condition::text);
    }

    private Condition missed(Subject subject, Reading reading) {
        for (Condition condition : conditions) {
            if (!reading.accepts(condition.holds(subject, reading))) {
                return condition;
            }
        }
        return null;
    }

    /**
     * Whether every request that others match on their reading is one that these match on theirs.
     * For certain: where it is hard to tell, as between two regexes, the answer is no.
     */
    public boolean cover(Reading reading, Conditions others, Reading theirs) {
        return new Coverage(reading, theirs).covers(conditions, others.conditions);
    }

    /** The first option that no request can match, as in the file; empty when there is none. */
    public Optional<String> contradiction() {
        return Stream.of(conditions).filter(Coverage::isContradictory).map(Condition::text)
                .findFirst();
    }

    /**
     * Requests that they match on any reading, one for each path that they include, with that path
     * as they have it. None for what it is hard to give an example of.
     */
    public List<Request> examples() {
        return Example.of(List.of(conditions)).stream().filter(this::matchAnyReading).toList();
    }

    /** How specific they are: what orders routes. */
    public Specificity specificity() {
        return specificity;
    }

    private static Specificity specificity(List<Condition> conditions) {
        List<HostPattern> hosts = included(conditions, Condition.Host.class, HostPattern.class);
        List<PathPattern> paths = included(conditions, Condition.Path.class, PathPattern.class);
        int described = (hosts.isEmpty() ? 0 : 1) + (paths.isEmpty() ? 0 : 1);
        HostPattern host = least(hosts, HostPattern::kind, HostPattern::length);
        PathPattern path = least(paths, PathPattern::kind, PathPattern::length);
        return new Specificity(
                host == null ? 0 : host.kind(), host == null ? 0 : host.length(),
                path == null ? 0 : path.kind(), path == null ? 0 : path.length(),
                conditions.size() - described);
    }

    private static <P> List<P> included(List<Condition> conditions,
            Class<? extends Condition> option, Class<P> pattern) {
        return conditions.stream()
                .filter(option::isInstance)
                .flatMap(condition -> condition.choice().included().stream())
                .map(pattern::cast)
                .toList();
    }

    /** The least specific of some alternatives; null when there are none. */
    private static <P> P least(List<P> patterns, ToIntFunction<P> kind, ToIntFunction<P> length) {
        return patterns.stream()
                .min(Comparator.comparingInt(kind).thenComparingInt(length))
                .orElse(null);
    }

    /**
     * The same conditions for each alternative host and path by itself; only these when there are
     * not several. Together they match what these match. What the router orders.
     */
    public List<Conditions> alternatives() {
        List<List<Condition>> all = List.of(List.of());
        for (Condition condition : conditions) {
            all = all.stream()
                    .flatMap(begun -> condition.alternatives().stream()
                            .map(next -> Stream.concat(begun.stream(), Stream.of(next)).toList()))
                    .toList();
        }
        return all.size() == 1
                ? List.of(this)
                : all.stream().map(each -> new Conditions(each, ignoreCase)).toList();
    }

    /** The same, for requests alone that came by plain HTTP. */
    public Conditions plainHttp() {
        return new Conditions(Stream.concat(Stream.of(new Condition.PlainHttp()),
                Stream.of(conditions)).toList(), ignoreCase);
    }

    /** The one host that they match, as requests have it; empty when they match others, too. */
    public Optional<String> exactHost() {
        List<HostPattern> hosts =
                included(List.of(conditions), Condition.Host.class, HostPattern.class);
        return hosts.size() == 1 && hosts.get(0) instanceof HostPattern.Exact exact
                ? Optional.of(exact.name()) : Optional.empty();
    }

    /** As in the file: {@code method = GET; path = /api}; empty when every request matches. */
    @Override
    public String toString() {
        Stream<String> folding = ignoreCase ? Stream.of("ignore-case = on") : Stream.empty();
        return Stream.concat(Stream.of(conditions).map(Condition::text), folding)
                .collect(Collectors.joining("; "));
    }

    /** Collects conditions from what the file says. Not safe for several threads. */
    public static final class Builder {
        private final Map<String, OptionValues> options = new LinkedHashMap<>();
        private boolean ignoreCase;

        private Builder() {}

        /**
         * Adds one value of one option.
         *
         * @param option {@code host}, {@code path}, {@code method}, {@code ip},
         *     {@code header.NAME}, {@code param.NAME} or {@code cookie.NAME}
         * @param value as the file has it: {@code *.example.com}, {@code !/api}, {@code ~^v[0-9]}
         * @throws IllegalArgumentException with what is wrong and what to write instead
         */
        public Builder add(String option, String value) {
            OptionValues values = new OptionValues(option);
            OptionValues known = options.getOrDefault(values.key(), values);
            known.add(value);
            options.put(known.key(), known);
            return this;
        }

        /** Compares paths without regard to case and reads {@code \} as {@code /}. */
        public Builder ignoreCase(boolean on) {
            ignoreCase = on;
            return this;
        }

        /** The conditions collected. */
        public Conditions build() {
            Collection<OptionValues> collected = options.values();
            return new Conditions(collected.stream()
                    .sorted(Comparator.comparingInt(OptionValues::order))
                    .map(values -> values.condition(ignoreCase))
                    .toList(), ignoreCase);
        }
    }
}
