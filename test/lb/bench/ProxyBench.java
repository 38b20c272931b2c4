package lb.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import lb.testing.Free;

/**
 * lb beside the bare pass-through, nginx, HAProxy and Caddy, as far as they are installed: all in
 * front of the same three servers on this machine, all warm, taking turns. Prints a table of
 * medians and writes every figure to {@code build/bench.json}.
 *
 * <p>Arguments: {@code full} for longer rounds and the scenarios that take long; {@code
 * scenario=small} for those whose name begins so; {@code only=lb,nginx} for some sides alone. There
 * {@code lb@FILE} is another build of lb, {@code lb-1000} one with a thousand routes, and {@code
 * lb%-Xmx64m%-Xint} one with further flags for the JVM: to see what a change brings.
 */
public final class ProxyBench {
    private final boolean full;
    private final String only;
    private final String wanted;
    private final List<String> flags;
    private final Path folder = Files.createDirectories(Path.of("build/bench").toAbsolutePath());
    private final List<Integer> servers = List.of(Free.port(), Free.port(), Free.port());
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, Map<String, Map<String, Double>>> all = new LinkedHashMap<>();

    private ProxyBench(List<String> arguments) throws IOException {
        full = arguments.contains("full");
        only = value(arguments, "only=", "lb,pass-through,nginx,haproxy,caddy");
        wanted = value(arguments, "scenario=", "");
        flags = List.of(value(arguments, "flags=", System.getProperty("bench.flags", ""))
                .trim().split(" +"));
    }

    private static String value(List<String> arguments, String name, String otherwise) {
        return arguments.stream().filter(argument -> argument.startsWith(name)).findFirst()
                .map(argument -> argument.substring(name.length())).orElse(otherwise);
    }

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        ProxyBench bench = new ProxyBench(List.of(arguments));
        try {
            bench.run();
        } finally {
            bench.running.values().forEach(Running::close);
        }
        System.exit(0);
    }

    private void run() throws Exception {
        System.out.println(machine());
        startAll();
        warm();
        int rounds = full ? 7 : 5;
        double seconds = full ? 6 : 3;
        measure(Scenario.SMALL, rounds, seconds);
        latency();
        for (Scenario scenario : List.of(Scenario.MEDIUM, Scenario.POST, Scenario.LARGE,
                Scenario.CLOSING)) {
            measure(scenario, full ? 7 : 3, full ? 4 : 2);
        }
        if (wanted.isEmpty()) {
            memory();
            idle();
            start();
        }
        write();
    }

    private String machine() throws IOException {
        return "commit " + output("git", "describe", "--always", "--dirty") + ", JDK "
                + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, flags "
                + String.join(" ", flags) + ", load by " + Clients.describe() + ", servers "
                + (Side.installed("nginx") ? "nginx's" : "our own, for there is no nginx");
    }

    private static String output(String... command) throws IOException {
        return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes())
                .strip();
    }

    private List<String> jvm() {
        return flags.stream().filter(flag -> !flag.isEmpty()).toList();
    }

    private void startAll() throws IOException {
        begin(Side.origins(servers, folder), servers.getLast());
        for (String name : only.split(",")) {
            String plain = name.replaceAll("[@%].*", "");
            if (plain.startsWith("lb") || plain.equals("pass-through")
                    || Side.installed(plain)) {
                int port = Free.port();
                begin(side(name, plain, port), port);
            } else {
                System.out.println("(no " + name + " on this machine)");
            }
        }
    }

    private Side side(String name, String plain, int port) throws IOException {
        List<String> jvm = new ArrayList<>(jvm());
        String[] parts = name.split("%");
        jvm.addAll(List.of(parts).subList(1, parts.length));
        String jar = parts[0].contains("@") ? parts[0].substring(parts[0].indexOf('@') + 1) : "";
        return switch (plain) {
            case "nginx" -> Side.nginx(port, servers, folder);
            case "haproxy" -> Side.haproxy(port, servers, folder);
            case "caddy" -> Side.caddy(port, servers, folder);
            case "pass-through" -> Side.passThrough(name, port, servers, jvm);
            default -> Side.lb(name, port, servers, plain.equals("lb") ? 50
                    : Integer.parseInt(plain.substring(3)), folder, jar, jvm);
        };
    }

    private void begin(Side side, int port) throws IOException {
        running.put(side.name(), Running.start(side.command(), port,
                folder.resolve(file(side.name()) + ".out")));
        if (!side.name().equals("origins")) {
            ports.put(side.name(), port);
        }
    }

    /** A name fit for a file. */
    static String file(String name) {
        return name.replaceAll("[^a-z0-9-]", "_");
    }

    private void warm() throws Exception {
        for (String side : ports.keySet()) {
            for (Scenario scenario : List.of(Scenario.MEDIUM, Scenario.POST, Scenario.LARGE,
                    Scenario.CLOSING, Scenario.SMALL)) {
                if (scenario.name().startsWith(wanted)) {
                    warm(running.get(side), ports.get(side), scenario);
                }
            }
        }
    }

    /** Until the JVM compiles next to nothing any more: what is not one is ready at once. */
    private void warm(Running program, int port, Scenario scenario) throws Exception {
        long seconds = scenario != Scenario.SMALL ? 20 : full ? 120 : 75;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        // What is being compiled counts once it is done, seconds later where the load takes all
        // processors: hence three looks in a row.
        for (int quiet = 0; quiet < 3 && System.nanoTime() - end < 0; ) {
            long before = program.compiledMillis();
            Clients.closedLoop(port, scenario, 2, folder);
            quiet = program.compiledMillis() - before > 60 ? 0 : quiet + 1;
        }
    }

    private void measure(Scenario scenario, int rounds, double seconds) throws Exception {
        if (!scenario.name().startsWith(wanted)) {
            return;
        }
        Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String side : turn(round)) {
                Running program = running.get(side);
                long cpu = program.cpuMicros();
                long allocated = program.allocated();
                Clients.Result result = Clients.closedLoop(ports.get(side), scenario, seconds,
                        folder);
                double requests = Math.max(1, result.requests());
                Map<String, List<Double>> own = figures.computeIfAbsent(side,
                        any -> new TreeMap<>());
                add(own, "cpu", (program.cpuMicros() - cpu) / requests);
                add(own, "rate", result.perSecond());
                add(own, "bytes", (program.allocated() - allocated) / requests);
                add(own, "failures", (double) result.failures());
            }
        }
        keep(scenario.name(), figures);
        table(scenario.name(), List.of("cpu", "rate", "bytes"),
                List.of("µs CPU/request", "requests/s", "bytes/request"));
        all.get(scenario.name()).forEach((side, own) -> {
            if (own.get("failures") > 0) {
                System.out.println("    " + side + ": failures, median " + own.get("failures"));
            }
        });
    }

    /** Another one begins in each round: what one leaves behind hits each in turn. */
    private List<String> turn(int round) {
        List<String> sides = new ArrayList<>(ports.keySet());
        java.util.Collections.rotate(sides, round);
        return sides;
    }

    private static void add(Map<String, List<Double>> figures, String what, double value) {
        figures.computeIfAbsent(what, any -> new ArrayList<>()).add(value);
    }

    private void keep(String name, Map<String, Map<String, List<Double>>> figures) {
        Map<String, Map<String, Double>> medians = new LinkedHashMap<>();
        for (String side : ports.keySet()) {
            medians.put(side, figures.get(side).entrySet().stream().collect(Collectors.toMap(
                    Map.Entry::getKey, entry -> median(entry.getValue()), (a, b) -> a,
                    TreeMap::new)));
        }
        all.put(name, medians);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(d -> d).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** At half of what lb can do, the same rate for all. */
    private void latency() throws Exception {
        if (!Scenario.SMALL.name().startsWith(wanted)) {
            return;
        }
        Map<String, Map<String, Double>> small = all.get(Scenario.SMALL.name());
        double rate = small.getOrDefault("lb", small.values().iterator().next()).get("rate") / 2;
        Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
        for (int round = -1; round < (full ? 7 : 5); round++) { // The first one warms the clients.
            for (String side : turn(round)) {
                long[] nanos = OpenLoop.run(ports.get(side), Scenario.SMALL, rate,
                        full ? 6 : 3);
                if (round < 0) {
                    continue;
                }
                Map<String, List<Double>> own = figures.computeIfAbsent(side,
                        any -> new TreeMap<>());
                add(own, "p50", nanos[nanos.length / 2] / 1e3);
                add(own, "p99", nanos[(int) (nanos.length * 0.99)] / 1e3);
                add(own, "p999", nanos[(int) (nanos.length * 0.999)] / 1e3);
            }
        }
        String name = "latency at " + Math.round(rate) + "/s";
        keep(name, figures);
        table(name, List.of("p50", "p99", "p999"), List.of("p50 µs", "p99 µs", "p99.9 µs"));
    }

    private void memory() {
        Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
        for (String side : ports.keySet()) {
            figures.put(side, Map.of("mb",
                    List.of(running.get(side).residentKb() / 1024.0)));
        }
        keep("memory after all that", figures);
        table("memory after all that", List.of("mb"), List.of("MB resident"));
    }

    private void idle() throws Exception {
        int count = 2000;
        Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
        for (String side : ports.keySet()) {
            Running program = running.get(side);
            long heap = program.heapInUse();
            long resident = program.residentKb();
            List<Clients.Connection> connections = Clients.idle(ports.get(side), count);
            long after = program.heapInUse();
            figures.put(side, Map.of("heap", List.of((after - heap) / 1024.0 / count),
                    "resident", List.of((program.residentKb() - resident) / (double) count)));
            for (Clients.Connection connection : connections) {
                connection.close();
            }
        }
        keep("2000 idle connections", figures);
        table("2000 idle connections", List.of("heap", "resident"),
                List.of("KB heap each", "KB resident each"));
    }

    /** From the start of the process to the first answer. */
    private void start() throws Exception {
        Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
        for (int round = 0; round < 5; round++) {
            int port = Free.port();
            Side lb = Side.lb("lb-start", port, servers, 50, folder, "", jvm());
            long start = System.nanoTime();
            Running started = Running.start(lb.command(), port, folder.resolve("lb-start.out"));
            double listens = (System.nanoTime() - start) / 1e6;
            try (Clients.Connection connection = new Clients.Connection(port, Scenario.SMALL)) {
                connection.request();
            }
            Map<String, List<Double>> own = figures.computeIfAbsent("lb", any -> new TreeMap<>());
            add(own, "listens", listens);
            add(own, "answers", (System.nanoTime() - start) / 1e6);
            add(own, "cpu", started.cpuMicros() / 1e3);
            started.close();
        }
        figures.values().forEach(own -> System.out.printf("%nstart of lb: listens after %.0f ms,"
                + " first answer after %.0f ms, %.0f ms CPU (medians of 5)%n",
                median(own.get("listens")), median(own.get("answers")), median(own.get("cpu"))));
    }

    private void table(String name, List<String> keys, List<String> titles) {
        System.out.printf("%n%-22s", name);
        titles.forEach(title -> System.out.printf("%18s", title));
        System.out.println("   lb's ratio to it");
        Map<String, Double> lb = all.get(name).get("lb");
        all.get(name).forEach((side, figures) -> {
            System.out.printf("    %-18s", side.replaceAll("/.*/", ""));
            keys.forEach(key -> System.out.printf("%18s", number(figures.get(key))));
            Function<String, String> ratio = key -> figures.get(key) == 0 ? "-"
                    : "%.2f".formatted(lb.get(key) / figures.get(key));
            System.out.println(lb == null ? "" : "   "
                    + keys.stream().map(ratio).collect(Collectors.joining("  ")));
        });
    }

    private static String number(double value) {
        return value == 0 ? "" : value < 100 ? "%.1f".formatted(value) : "%.0f".formatted(value);
    }

    private void write() throws IOException {
        String json = all.entrySet().stream().map(scenario -> "  \"" + scenario.getKey() + "\": {"
                + scenario.getValue().entrySet().stream().map(side -> "\n    \"" + side.getKey()
                + "\": {" + side.getValue().entrySet().stream().map(figure -> "\"" + figure.getKey()
                + "\": " + figure.getValue()).collect(Collectors.joining(", ")) + "}")
                .collect(Collectors.joining(",")) + "}").collect(Collectors.joining(",\n"));
        Files.writeString(Path.of("build/bench.json"),
                "{\n  \"machine\": \"" + machine() + "\",\n" + json + "\n}\n");
        System.out.println("\nbuild/bench.json has all of it");
    }
}
