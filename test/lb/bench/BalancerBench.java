package lb.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import lb.balance.Algorithm;
import lb.balance.HashKey;
import lb.balance.Settings;
import lb.http.Headers;
import lb.http.Request;
import lb.pool.Pool;
import lb.pool.Samples;
import lb.pool.Server;

/**
 * What it costs to choose a server, to count the request in and out again, for each algorithm with
 * ten and with a thousand servers under load. Goals: a microsecond with ten, five with a thousand,
 * and no allocation that grows with the pool.
 */
public final class BalancerBench {
    private static final int ROUNDS = 8;
    private static final long ROUND_NANOS = 50_000_000;

    private final Request[] requests = IntStream.range(0, 1024).mapToObj(i ->
            Samples.request("10.1." + i / 256 + "." + i % 256, "/" + i, Headers.EMPTY))
            .toArray(Request[]::new);
    private final com.sun.management.ThreadMXBean memory =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private BalancerBench() {}

    /** Prints the table. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("commit " + commit() + ", JDK " + System.getProperty("java.version")
                + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        System.out.printf("%-20s %14s %14s %14s %14s%n", "ns and bytes a pick", "10 servers",
                "bytes", "1000 servers", "bytes");
        BalancerBench bench = new BalancerBench();
        for (Algorithm algorithm : Algorithm.values()) {
            bench.line(algorithm.label(), algorithm, OptionalDouble.empty());
            if (algorithm == Algorithm.HASH) {
                bench.line("hash, bound 125%", algorithm, OptionalDouble.of(1.25));
            }
        }
    }

    private static String commit() throws IOException {
        Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
        return new String(git.getInputStream().readAllBytes()).strip();
    }

    private void line(String label, Algorithm algorithm, OptionalDouble bound) {
        double[] few = measure(pool(algorithm, bound, 10));
        double[] many = measure(pool(algorithm, bound, 1000));
        System.out.printf("%-20s %14.0f %14.0f %14.0f %14.0f%n", label, few[0], few[1], many[0],
                many[1]);
    }

    /** Servers with one to eight requests in flight each, and answers of 1 to 50 ms. */
    private static Pool pool(Algorithm algorithm, OptionalDouble bound, int count) {
        Random random = new Random(1);
        List<Server> servers = IntStream.range(0, count)
                .mapToObj(i -> Samples.server("s" + i)).toList();
        for (Server server : servers) {
            server.observeLatency(1_000_000L * (1 + random.nextInt(50)), System.nanoTime());
            IntStream.rangeClosed(0, random.nextInt(8)).forEach(i -> server.acquire());
        }
        return new Pool("web", servers, algorithm.create(new Settings(new HashKey.Ip(), bound,
                ThreadLocalRandom::current, System::nanoTime)));
    }

    /** The best of some rounds after one to warm up: nanoseconds of CPU and bytes a pick. */
    private double[] measure(Pool pool) {
        double[] best = {Double.MAX_VALUE, 0};
        for (int round = 0; round <= ROUNDS; round++) {
            long picks = 0;
            long bytes = memory.getCurrentThreadAllocatedBytes();
            long start = memory.getCurrentThreadCpuTime();
            long spent;
            do {
                for (int i = 0; i < 100; i++) {
                    pick(pool, picks++);
                }
                spent = memory.getCurrentThreadCpuTime() - start;
            } while (spent < ROUND_NANOS);
            double nanos = (double) spent / picks;
            if (round > 0 && nanos < best[0]) {
                best[0] = nanos;
                best[1] = (double) (memory.getCurrentThreadAllocatedBytes() - bytes) / picks;
            }
        }
        return best;
    }

    private void pick(Pool pool, long number) {
        Request request = requests[(int) (number % requests.length)];
        pool.choose(request, List.of()).orElseThrow().release();
    }
}
