package lb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lb.balance.Algorithm;
import lb.config.Config;
import lb.config.Config.PoolConfig;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.config.Units;
import lb.http.Suggestion;
import lb.simulate.Comparison;
import lb.simulate.Page;
import lb.simulate.Profile;
import lb.simulate.Scenario;
import lb.simulate.Setup;
import lb.simulate.SimulatedServer;
import lb.simulate.Steps;

/** Compares the algorithms on a virtual clock. */
final class Simulate {
    private static final double USUAL_LOAD = 0.7;
    private static final double MOST_REQUESTS = 1e9;
    private static final List<String> OPTIONS = List.of("--pool", "--seed", "--rate", "--duration",
            "--scenario", "--algorithm", "--server", "--json", "--csv", "--html", "--step");
    /** What there is to simulate when nobody says. */
    private static final String SAMPLE = """
            pool.sample.servers = s1:80 max=16, s2:80 max=16, s3:80 max=16, s4:80 max=16, \
            s5:80 max=16
            pool.sample.queue = 100
            """;

    private final Console console;
    private Optional<Path> file = Optional.empty();
    private Optional<String> pool = Optional.empty();
    private long seed = 1;
    private double rate; // 0: the usual load
    private Duration duration = Duration.ofMinutes(10);
    private List<Scenario> scenarios = List.of(Scenario.EQUAL);
    private List<Algorithm> algorithms = List.of(Algorithm.values());
    private final List<SimulatedServer> servers = new ArrayList<>();
    private String form = ""; // --json, --csv
    private Optional<Path> html = Optional.empty();
    private int steps;

    private Simulate(Console console) {
        this.console = console;
    }

    static int execute(List<String> arguments, Console console) {
        Simulate simulate = new Simulate(console);
        try {
            simulate.read(arguments);
            Optional<Setup> setup = simulate.setup();
            return setup.isEmpty() ? ExitCode.BAD_INPUT : simulate.tell(setup.get());
        } catch (IllegalArgumentException e) {
            console.err().println(e.getMessage());
            return ExitCode.BAD_INPUT;
        } catch (IOException e) {
            console.err().println(simulate.html.orElseThrow() + " cannot be written: " + e);
            return ExitCode.FAILED;
        }
    }

    private void read(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--json") || word.equals("--csv")) {
                require(form.isEmpty(), "write one of --json and --csv, once");
                form = word;
            } else if (OPTIONS.contains(word)) {
                require(++i < arguments.size(), word + " needs a value");
                try {
                    set(word, arguments.get(i));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            word + " " + arguments.get(i) + ": " + e.getMessage());
                }
            } else if (word.startsWith("-")) {
                throw new IllegalArgumentException("simulate has no option " + word
                        + Suggestion.among(word, "options", OPTIONS));
            } else {
                require(file.isEmpty(), "one argument too many: " + word);
                file = Optional.of(Path.of(word));
            }
        }
    }

    private void set(String option, String value) {
        switch (option) {
            case "--pool" -> pool = Optional.of(value);
            case "--seed" -> seed = number(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case "--rate" -> rate = rate(value);
            case "--duration" -> duration = Units.period(value);
            case "--scenario" -> scenarios = value.equals("all") ? List.of(Scenario.values())
                    : list(value).stream().map(Scenario::parse).toList();
            case "--algorithm" -> algorithms = list(value).stream().map(Algorithm::parse).toList();
            case "--server" -> servers.addAll(SimulatedServer.parse(value, servers.size()));
            case "--html" -> html = Optional.of(path(value));
            default -> steps = (int) number(value, 1, 10_000);
        }
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(",")).map(String::strip).toList();
    }

    private static Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("this is no file name; write report.html");
        }
    }

    private static long number(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            require(number >= least && number <= most, "out of range; write " + least + " to "
                    + most);
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("this is no whole number; write 7");
        }
    }

    private static double rate(String value) {
        require(value.matches("[0-9]{1,7}(\\.[0-9]{1,6})?/[sm]") && value.matches(".*[1-9].*"),
                "this is no rate; write 100/s or 600/m");
        double count = Double.parseDouble(value.substring(0, value.length() - 2));
        return value.endsWith("m") ? count / 60 : count;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Empty when the file has problems, which have been told. */
    private Optional<Setup> setup() {
        Optional<Config> config = config();
        if (config.isEmpty()) {
            return Optional.empty();
        }
        PoolConfig chosen = choose(config.get().pools());
        List<SimulatedServer> members = servers.isEmpty()
                ? SimulatedServer.of(chosen.servers()) : List.copyOf(servers);
        require(!members.isEmpty(), "pool " + chosen.name() + " has no servers with addresses of"
                + " their own; describe some: --server 'weight=3 mean=10ms'");
        Set<String> names = new LinkedHashSet<>();
        members.forEach(server -> require(names.add(server.spec().name()),
                "the server " + server.spec().name() + " is there twice; name one otherwise"));
        List<Profile> profiles = members.stream().map(SimulatedServer::profile).toList();
        double perSecond = rate > 0 ? rate : USUAL_LOAD * Setup.capacity(profiles);
        require(perSecond * duration.toMillis() / 1000 <= MOST_REQUESTS, "that would be more than"
                + " a billion requests; write a shorter --duration or a lower --rate");
        return Optional.of(new Setup(chosen,
                members.stream().map(SimulatedServer::spec).toList(), profiles, perSecond,
                duration, seed));
    }

    private Optional<Config> config() {
        boolean usual = Files.exists(Loading.file(List.of()));
        if (file.isPresent() || usual && servers.isEmpty()) {
            return Loading.load(file.orElseGet(() -> Loading.file(List.of())), console);
        }
        try {
            return Optional.of(ConfigFile.parse(Path.of("sample"), SAMPLE, Map.of()));
        } catch (InvalidConfig e) {
            throw new IllegalStateException(e);
        }
    }

    private PoolConfig choose(Map<String, PoolConfig> pools) {
        String name = pool.orElse(pools.keySet().iterator().next());
        require(pools.containsKey(name), "there is no pool \"" + name + "\""
                + Suggestion.among(name, "pools", List.copyOf(pools.keySet())));
        return pools.get(name);
    }

    private int tell(Setup setup) throws IOException {
        if (steps > 0) {
            scenarios.forEach(scenario -> algorithms.forEach(algorithm -> console.out()
                    .println(Steps.text(setup, scenario, algorithm, steps))));
            return ExitCode.WELL;
        }
        Progress progress = new Progress(console.err());
        List<Comparison> comparisons = scenarios.stream()
                .map(scenario -> Comparison.of(setup, scenario, algorithms,
                        done -> progress.show("simulating " + scenario.label(), done))).toList();
        progress.wipe();
        switch (form) {
            case "--json" -> console.out().print(Comparison.json(comparisons));
            case "--csv" -> console.out().print(Comparison.csv(comparisons));
            default -> console.out().print(Comparison.text(comparisons));
        }
        if (html.isPresent()) {
            Files.writeString(html.get(), Page.html(comparisons));
        }
        return ExitCode.WELL;
    }
}
