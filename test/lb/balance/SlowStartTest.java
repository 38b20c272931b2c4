package lb.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lb.http.Headers;
import lb.observe.Events;
import lb.pool.Outliers;
import lb.pool.Pool;
import lb.pool.PoolSettings;
import lb.pool.Samples;
import lb.pool.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No algorithm sends a herd to a server that has recovered: 200 requests on ten servers. */
class SlowStartTest {
    private static final int IN_FLIGHT = 200;
    private static final int SECONDS = 20;

    private final AtomicLong now = new AtomicLong();
    private final Random chance = new Random(1);
    private final List<Server> inFlight = new ArrayList<>();

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"ROUND_ROBIN", "RANDOM", "LEAST_CONNECTIONS", "TWO_CHOICES",
        "LEAST_LATENCY", "HASH"})
    void sendsNoHerdToARecoveredServer(Algorithm algorithm) {
        Pool pool = pool(algorithm, Duration.ofSeconds(SECONDS));
        double worst = worstExcess(pool);
        assertTrue(worst <= 0, () -> worst + " more in flight than its share allows");
        Server recovered = pool.servers().get(9);
        assertEquals(100, recovered.share());
        assertTrue(recovered.inFlight() > 5, () -> "only " + recovered.inFlight());
    }

    @Test
    void wouldDoSoWithoutASlowStart() {
        assertTrue(worstExcess(pool(Algorithm.LEAST_CONNECTIONS, Duration.ZERO)) > 5);
    }

    private Pool pool(Algorithm algorithm, Duration slowStart) {
        Settings settings = new Settings(new HashKey.Uri(), OptionalDouble.of(1.25),
                Draws.seeded(2), now::get);
        return new Pool("web", Samples.servers("a, b, c, d, e, f, g, h, i, j drain"),
                algorithm.create(settings), new PoolSettings(Outliers.OFF, slowStart,
                        Optional.empty(), 0, Duration.ofSeconds(5)), Events.NONE, now::get);
    }

    /** How much the recovered server ever has above its share of what is in flight, and chance. */
    private double worstExcess(Pool pool) {
        for (int i = 0; i < IN_FLIGHT; i++) {
            arrive(pool);
        }
        step(pool, 2000);
        Server recovered = pool.servers().get(9);
        pool.ready(recovered);
        double worst = Double.NEGATIVE_INFINITY;
        for (int second = 0; second <= SECONDS; second++) {
            pool.weight(recovered, 1); // The same as before, but taken in at once.
            int percent = Math.clamp(100 * second / SECONDS, 10, 100); // As if it started slowly.
            double share = (double) IN_FLIGHT * percent / (900 + percent);
            for (int i = 0; i < 1000; i++) {
                step(pool, 1);
                worst = Math.max(worst, recovered.inFlight() - share - 4 * Math.sqrt(share) - 2);
            }
            now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
        return worst;
    }

    /** One request ends and another begins, so often. */
    private void step(Pool pool, int times) {
        for (int i = 0; i < times; i++) {
            Server ended = inFlight.remove(chance.nextInt(inFlight.size()));
            pool.answered(ended, 200, TimeUnit.MILLISECONDS.toNanos(200));
            ended.release();
            arrive(pool);
        }
    }

    private void arrive(Pool pool) {
        inFlight.add(pool.choose(Samples.request("10.1.1.1", "/" + chance.nextInt(10_000),
                Headers.EMPTY), List.of()).orElseThrow());
    }
}
