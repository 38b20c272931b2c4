package lb.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Reads the names of files. Relative ones begin in the folder of lb.properties, so that it means
 * the same wherever lb is started.
 */
final class FilePaths {
    private final Path configuration;

    FilePaths(Path configuration) {
        this.configuration = configuration;
    }

    /** A file that is there and can be read. */
    Path readable(String text) {
        Path path = path(text);
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("there is no file \"" + path + "\"; write a path"
                    + " from the root, or from the folder of this file");
        }
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException(
                    "\"" + path + "\" may not be read by this user; change its permissions");
        }
        return path;
    }

    /** A file that can be written, whether or not it is there yet. */
    String writable(String text) {
        Path path = path(text);
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path) || folder == null) {
            throw new IllegalArgumentException("\"" + path + "\" is a folder; write a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder \"" + folder + "\"; create it");
        }
        if (!Files.isWritable(Files.exists(path) ? path : folder)) {
            throw new IllegalArgumentException(
                    "\"" + path + "\" may not be written by this user; change its permissions");
        }
        return path.toString();
    }

    private Path path(String text) {
        try {
            return configuration.resolveSibling(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + text + "\" cannot be the name of a file;"
                    + " write letters, digits, dots and slashes", e);
        }
    }
}
