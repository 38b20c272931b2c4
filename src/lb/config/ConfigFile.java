package lb.config;

import java.nio.file.Path;
import java.util.Map;

/** Reads lb.properties. */
public final class ConfigFile {
    private ConfigFile() {}

    /**
     * Reads a file from disk.
     *
     * @param environment what {@code ${NAME}} stands for
     * @throws InvalidConfig with every problem, also when the file cannot be read
     */
    public static Config load(Path file, Map<String, String> environment) throws InvalidConfig {
        throw new UnsupportedOperationException();
    }

    /** Reads the text of a file; {@code file} is only named in problems. */
    public static Config parse(Path file, String text, Map<String, String> environment)
            throws InvalidConfig {
        throw new UnsupportedOperationException();
    }
}
