package lb.simulate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lb.config.Config.PoolConfig;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;

/** What to simulate, in a few words. */
final class Setups {
    /** Nobody is checked, ejected, sent again or given up. */
    static final String BARE = """
            pool.web.servers = a:80
            pool.web.health = off
            pool.web.outlier.failures = 0
            pool.web.retry.attempts = 0
            pool.web.timeout.response = 1000h
            pool.web.hash-key = uri
            """;

    private Setups() {}

    /**
     * A setup.
     *
     * @param pool lines of a file about pool web
     * @param servers as after {@code --server}
     * @param load share of what they can do
     */
    static Setup of(String pool, String servers, double load, Duration duration, long seed) {
        List<SimulatedServer> members = SimulatedServer.parse(servers, 0);
        List<Profile> profiles = members.stream().map(SimulatedServer::profile).toList();
        return new Setup(config(pool), members.stream().map(SimulatedServer::spec).toList(),
                profiles, load * Setup.capacity(profiles), duration, seed);
    }

    private static PoolConfig config(String text) {
        try {
            return ConfigFile.parse(Path.of("test"), text, Map.of()).pools().get("web");
        } catch (InvalidConfig e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }
}
