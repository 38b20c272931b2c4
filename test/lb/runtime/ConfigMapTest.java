package lb.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import lb.config.ConfigFile;
import lb.observe.Events;
import lb.testing.Lines;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file mounted as Kubernetes does it: {@code lb.properties -> ..data/lb.properties}, {@code
 * ..data -> ..1}; a change turns the second link, and then the old folder is deleted.
 */
@EnabledOnOs({OS.LINUX, OS.MAC}) // Links take a privilege on Windows.
final class ConfigMapTest extends Scenario {
    @TempDir
    private Path mount;

    @Test
    void takesOverAMountedFileWhoseLinkIsTurned() throws Exception {
        String rest = "\nlisten = 127.0.0.1:0\nadmin = off\nlog.access = off\n";
        turnTo("..1", "route.all.respond = 200 first" + rest);
        Path file = Files.createSymbolicLink(mount.resolve("lb.properties"),
                Path.of("..data", "lb.properties"));
        Lines events = new Lines();
        closeLater(LoadBalancer.start(ConfigFile.load(file, variables()), variables(),
                new Events(events.stream())));
        events.await("listening on");
        turnTo("..2", "route.all.respond = 200 second" + rest);
        Files.delete(mount.resolve("..1/lb.properties"));
        events.await("reloaded.*second");
        turnTo("..3", "route.all.respond = 200 third" + rest);
        Files.delete(mount.resolve("..2/lb.properties"));
        events.await("reloaded.*third");
        assertEquals(2, events.count("reloaded"));
    }

    private void turnTo(String name, String text) throws IOException {
        Files.writeString(Files.createDirectory(mount.resolve(name)).resolve("lb.properties"),
                text);
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(name));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
