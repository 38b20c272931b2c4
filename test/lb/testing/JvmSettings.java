package lb.testing;

import java.nio.file.Path;
import java.util.Map;
import lb.config.ConfigFile;
import lb.config.InvalidConfig;
import lb.runtime.JdkSettings;

/**
 * The settings of the JDK's server and client, which are read once in a JVM: for all tests in this
 * one they are those of a file that says nothing about them, whichever test comes first.
 */
public final class JvmSettings {
    private JvmSettings() {}

    /** Call it from a static block of every class that makes the JDK's server or client. */
    public static void apply() {
        try {
            JdkSettings.apply(ConfigFile.parse(Path.of("lb.properties"),
                    "pool.web.servers = 127.0.0.1:1", Map.of()));
        } catch (InvalidConfig e) {
            throw new AssertionError(e);
        }
    }
}
