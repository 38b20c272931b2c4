package lb.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lb.pool.ServerSpec;

/** What came of one way to balance. */
final class Tally {
    /** Steps of time in which loads are told. */
    static final int STEPS = 120;

    private final Setup setup;
    private final String label;
    private final long[] requests; // by server, first attempts
    private final int[] peaks; // by server
    private final double[][] loads; // by server and step, the mean
    private final int[] home = filled(); // by key, the server that answered last; -1: none
    private final Latencies latencies = new Latencies();
    private int[] before = home;
    private int last = -1;
    private long inARow;
    private long longestRun;
    private long waited;
    private int longestQueue;
    private long drops;
    private long retries;
    private int troubles;
    private long notice = -1;

    Tally(Setup setup, String label) {
        this.setup = setup;
        this.label = label;
        int servers = setup.servers().size();
        this.requests = new long[servers];
        this.peaks = new int[servers];
        this.loads = new double[servers][STEPS];
    }

    private static int[] filled() {
        int[] none = new int[Arrivals.KEYS];
        Arrays.fill(none, -1);
        return none;
    }

    void chosen(int server) {
        requests[server]++;
        inARow = server == last ? inARow + 1 : 1;
        last = server;
        longestRun = Math.max(longestRun, inARow);
    }

    void load(int server, int load) {
        peaks[server] = Math.max(peaks[server], load);
    }

    /**
     * Takes in what a server has to do.
     *
     * @param done how much of the time is over, 0 to 1
     * @param weight of this sample, so that those of one step make 1
     */
    void sample(int server, double done, int load, double weight) {
        loads[server][Math.min(STEPS - 1, (int) (done * STEPS))] += load * weight;
    }

    void answered(int server, int key, long nanos) {
        latencies.add(nanos);
        home[key] = server;
    }

    void dropped() {
        drops++;
    }

    void retried() {
        retries++;
    }

    void waits(int queue) {
        waited++;
        longestQueue = Math.max(longestQueue, queue);
    }

    void change() {
        before = home.clone();
    }

    void trouble() {
        troubles++;
    }

    void noticed(long nanos) {
        notice = Math.max(notice, nanos);
    }

    /** The server chosen last; -1: none yet. */
    int last() {
        return last;
    }

    String label() {
        return label;
    }

    Latencies latencies() {
        return latencies;
    }

    int peak(int server) {
        return peaks[server];
    }

    double[] loads(int server) {
        return loads[server];
    }

    long requests(int server) {
        return requests[server];
    }

    long drops() {
        return drops;
    }

    /** What each server got of the requests, against its weight: 1 is its exact share. */
    double[] shares() {
        long all = Math.max(1, LongStream.of(requests).sum());
        double weights = setup.servers().stream().mapToInt(ServerSpec::weight).sum();
        return IntStream.range(0, requests.length).mapToDouble(i ->
                requests[i] / (double) all / (setup.servers().get(i).weight() / weights)).toArray();
    }

    /** Jain, Chiu and Hawe (1984): 1 when all have what is due to them, 1/n when one has all. */
    double jain() {
        double[] shares = DoubleStream.of(shares()).filter(Double::isFinite).toArray();
        double sum = DoubleStream.of(shares).sum();
        return sum * sum / (shares.length * DoubleStream.of(shares).map(x -> x * x).sum());
    }

    /** The share of keys with another server at the end than before the change. */
    double remapped() {
        int[] known = IntStream.range(0, home.length)
                .filter(key -> before[key] >= 0 && home[key] >= 0).toArray();
        return IntStream.of(known).filter(key -> before[key] != home[key]).count()
                / (double) Math.max(1, known.length);
    }

    /** The longest time it took to notice trouble, in s: empty where there was none, or never. */
    OptionalDouble notice() {
        return notice < 0 ? OptionalDouble.empty() : OptionalDouble.of(notice / 1e9);
    }

    boolean hadTrouble() {
        return troubles > 0;
    }

    /** All of it, by name; times in ms, the time to notice in s. */
    Map<String, Object> toMap() {
        double[] shares = DoubleStream.of(shares()).filter(Double::isFinite).toArray();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("algorithm", label);
        map.put("requests", LongStream.of(requests).sum());
        map.put("least", rounded(DoubleStream.of(shares).min().orElse(0)));
        map.put("most", rounded(DoubleStream.of(shares).max().orElse(0)));
        map.put("jain", rounded(jain()));
        map.put("run", longestRun);
        map.put("mean", rounded(latencies.mean()));
        map.put("p50", rounded(latencies.percentile(0.5)));
        map.put("p90", rounded(latencies.percentile(0.9)));
        map.put("p99", rounded(latencies.percentile(0.99)));
        map.put("max", rounded(latencies.max()));
        map.put("queue", longestQueue);
        map.put("waited", waited);
        map.put("drops", drops);
        map.put("retries", retries);
        map.put("remapped", rounded(remapped()));
        map.put("notice", notice().isPresent() ? rounded(notice().getAsDouble())
                : Optional.empty());
        return map;
    }

    /** By server: its name, weight, requests, share and highest load. */
    List<Map<String, Object>> servers() {
        double[] shares = shares();
        List<Map<String, Object>> servers = new ArrayList<>();
        for (int i = 0; i < requests.length; i++) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", setup.servers().get(i).name());
            map.put("weight", setup.servers().get(i).weight());
            map.put("requests", requests[i]);
            map.put("share", rounded(shares[i]));
            map.put("peak", peaks[i]);
            servers.add(map);
        }
        return servers;
    }

    private static double rounded(double number) {
        return Double.isFinite(number) ? Math.rint(number * 1e4) / 1e4 : number;
    }
}
