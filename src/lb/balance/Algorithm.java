package lb.balance;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Function;
import lb.http.Suggestion;
import lb.pool.Balancer;

/** The catalogue of algorithms: the name in the file, when to use it, and how to make one. */
public enum Algorithm {
    ROUND_ROBIN("round-robin",
            "servers take turns by weight; for requests that cost about the same",
            settings -> new RoundRobin(settings.random())),
    RANDOM("random",
            "chance by weight; for many small replicas of lb that should not march in step",
            settings -> new RandomChoice(settings.random())),
    LEAST_CONNECTIONS("least-connections",
            "fewest requests in flight; for requests of very different length",
            settings -> new LeastConnections(settings.random())),
    TWO_CHOICES("two-choices",
            "the less busy of two drawn at random; for many servers or several replicas of lb",
            settings -> new TwoChoices(settings.random())),
    LEAST_LATENCY("least-latency",
            "the quicker of two drawn at random; for servers of different or changing speed",
            settings -> new LeastLatency(settings.random(), settings.nanoTime())),
    HASH("hash",
            "the same key to the same server; for servers with caches or sessions",
            settings -> new Hash(settings.hashKey(), settings.hashBound())),
    FIRST("first",
            "the first that is below its max; to keep as few servers busy as possible",
            settings -> new First());

    private final String label;
    private final String use;
    private final Function<Settings, Balancer> maker;

    Algorithm(String label, String use, Function<Settings, Balancer> maker) {
        this.label = label;
        this.use = use;
        this.maker = maker;
    }

    /** The name in the file. */
    public String label() {
        return label;
    }

    /** What it does and when to use it, in one line. */
    public String use() {
        return use;
    }

    /** A balancer for one pool. */
    public Balancer create(Settings settings) {
        return maker.apply(settings);
    }

    /** A balancer for one pool, with everything but the hash key as usual. */
    public Balancer create(HashKey key) {
        return create(Settings.of(key, OptionalDouble.of(1.25)));
    }

    /**
     * The algorithm of this name.
     *
     * @throws IllegalArgumentException when there is none, with a suggestion
     */
    public static Algorithm parse(String text) {
        return Arrays.stream(values()).filter(one -> one.label.equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no algorithm \"" + text
                        + "\"" + Suggestion.among(text, "algorithms",
                                Arrays.stream(values()).map(Algorithm::label).toList())));
    }
}
