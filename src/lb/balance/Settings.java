package lb.balance;

import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What algorithms may want to know; each takes what it needs.
 *
 * @param hashKey what {@code hash} looks at
 * @param hashBound the most that {@code hash} lets a server have in flight, against the mean: 1.25
 *     for {@code 125%}, 1 or more; empty: no bound
 * @param random asked anew for each draw, for the usual source belongs to a thread
 * @param nanoTime a clock as {@link System#nanoTime}
 */
public record Settings(HashKey hashKey, OptionalDouble hashBound, Supplier<RandomGenerator> random,
        LongSupplier nanoTime) {

    /** Checks the bound. */
    public Settings {
        if (hashBound.isPresent() && !(hashBound.getAsDouble() >= 1)) { // NaN is refused as well.
            throw new IllegalArgumentException(
                    "hash-bound below 100% leaves requests without a server; write 125%");
        }
    }

    /** With real chance and real time. */
    public static Settings of(HashKey hashKey, OptionalDouble hashBound) {
        return new Settings(hashKey, hashBound, ThreadLocalRandom::current, System::nanoTime);
    }
}
