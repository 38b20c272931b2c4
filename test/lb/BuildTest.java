package lb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC}) // The script is for bash.
final class BuildTest {
    @TempDir
    private Path elsewhere;

    @Test
    void twoBuildsGiveTheSameBytes() throws Exception {
        copy(Path.of("build.sh"));
        copy(Path.of("src"));
        String home = System.getProperty("java.home");
        assertEquals("", run(0, Map.of("JAVA_HOME", home, "TZ", "Asia/Tokyo"), "./build.sh"));
        assertArrayEquals(Files.readAllBytes(Path.of(System.getProperty("lb.jar"))),
                Files.readAllBytes(elsewhere.resolve("build/lb.jar")));
    }

    @Test
    void looksOnWhenJavaHomeIsNoJdk() throws Exception {
        copy(Path.of("build.sh"));
        Files.createDirectories(elsewhere.resolve("src"));
        Files.writeString(elsewhere.resolve("src/A.java"), "class A {}");
        Path bin = Files.createDirectories(elsewhere.resolve("old/bin"));
        Files.writeString(bin.resolve("javac"), "#!/bin/sh\necho javac 17.0.1\n");
        assertTrue(bin.resolve("javac").toFile().setExecutable(true));
        String home = System.getProperty("java.home");
        String said = run(0, Map.of("JAVA_HOME", "old", "PATH", home + "/bin:/usr/bin:/bin"),
                "./build.sh", "compile");
        assertTrue(said.startsWith("JAVA_HOME (old) is no JDK 21 or newer; using "), said);
    }

    @Test
    void namesTheTargetsThereAre() throws Exception {
        copy(Path.of("build.sh"));
        assertEquals("there is no target frob;"
                + " there are: package compile test long bench demo run docs clean\n",
                run(1, Map.of(), "./build.sh", "frob"));
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, elsewhere.resolve(file));
            }
        }
    }

    /** What the command writes; it must end with this exit code. */
    private String run(int exitCode, Map<String, String> environment, String... command)
            throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(elsewhere.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(exitCode, process.waitFor(), said);
        return said;
    }
}
