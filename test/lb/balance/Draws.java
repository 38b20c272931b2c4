package lb.balance;

import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Scripted chance: {@code Draws.of(1, 0)} draws 1, then 0, then 1 again, whatever the bound. */
final class Draws implements RandomGenerator {
    private final long[] script;
    private int at;

    private Draws(long[] script) {
        this.script = script;
    }

    static Supplier<RandomGenerator> of(long... script) {
        Draws draws = new Draws(script);
        return () -> draws;
    }

    /** Real chance that is the same in every run. */
    static Supplier<RandomGenerator> seeded(long seed) {
        Random random = new Random(seed);
        return () -> random;
    }

    @Override
    public long nextLong() {
        return script[at++ % script.length];
    }

    @Override
    public long nextLong(long bound) {
        long draw = nextLong();
        if (draw >= bound) {
            throw new AssertionError("the script says " + draw + ", but the bound is " + bound);
        }
        return draw;
    }

    @Override
    public int nextInt(int bound) {
        return (int) nextLong(bound);
    }
}
