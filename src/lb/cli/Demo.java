package lb.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lb.config.Config;
import lb.config.Config.PoolConfig;
import lb.pool.ServerSpec;
import lb.runtime.JdkSettings;
import lb.runtime.LoadBalancer;

/** Serves with sample servers, so that there is something to see without any set-up. */
final class Demo {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1", Pattern.CASE_INSENSITIVE);

    private Demo() {}

    static int execute(List<String> arguments, Console console) {
        Path file = Loading.file(arguments);
        Optional<Config> config = Loading.load(file, console);
        if (config.isEmpty()) {
            return ExitCode.BAD_INPUT;
        }
        JdkSettings.apply(config.get()); // Before the first server of the process is made.
        Map<String, String> samples = startSamples(config.get());
        Optional<LoadBalancer> lb = Run.start(config.get(), console);
        if (lb.isEmpty()) {
            return ExitCode.FAILED;
        }
        tell(samples, byHttps(config.get()), lb.get(), new Examples(config.get(), file), console);
        return Run.serve(lb.get());
    }

    /** The pool's name for each address on which a sample server was started, in file order. */
    private static Map<String, String> startSamples(Config config) {
        Map<String, String> samples = new LinkedHashMap<>();
        for (PoolConfig pool : config.pools().values()) {
            for (ServerSpec server : pool.servers()) {
                if (LOOPBACK.matcher(server.host()).matches() && server.tls().isEmpty()
                        && start(pool.name(), server)) {
                    samples.put(server.name(), pool.name());
                }
            }
        }
        return samples;
    }

    /** The servers on this machine that would need a certificate. */
    private static String byHttps(Config config) {
        return config.pools().values().stream().flatMap(pool -> pool.servers().stream())
                .filter(server -> server.tls().isPresent()
                        && LOOPBACK.matcher(server.host()).matches())
                .map(server -> "https://" + server.name()).distinct()
                .collect(Collectors.joining(", "));
    }

    private static boolean start(String pool, ServerSpec server) {
        try {
            SampleServer.start(pool, server.host(), server.port());
            return true;
        } catch (IOException e) {
            return false; // Somebody listens there already: the user's own server, or a sample.
        }
    }

    private static String url(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress() ? "localhost"
                : address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static void tell(Map<String, String> samples, String byHttps, LoadBalancer lb,
            Examples examples, Console console) {
        String url = url(lb.addresses().getFirst());
        StringBuilder text = new StringBuilder("\nlb serves on " + url + ", with sample servers\n");
        samples.entrySet().stream()
                .collect(Collectors.groupingBy(Map.Entry::getValue, LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.joining(", "))))
                .forEach((pool, servers) -> text.append("    ").append(pool).append(": ")
                        .append(servers).append('\n'));
        text.append(byHttps.isEmpty() ? "" : "    none for " + byHttps
                + ": samples speak plain HTTP\n");
        lb.adminAddress().ifPresent(address ->
                text.append("Dashboard: ").append(url(address)).append("/\n"));
        text.append("Try:\n");
        examples.choose(3).forEach(example ->
                text.append("    ").append(example.curl(url)).append('\n'));
        console.out().println(text.append("Ctrl-C ends it.\n"));
    }
}
