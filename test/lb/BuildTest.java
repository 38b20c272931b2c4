package lb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lb.testing.Free;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC}) // The script is for bash.
final class BuildTest {
    @TempDir
    private Path elsewhere;

    @Test
    @Timeout(300) // Compiles, on a machine that may have much else to do.
    void twoBuildsGiveTheSameBytes() throws Exception {
        copy(Path.of("build.sh"));
        copy(Path.of("src"));
        String home = System.getProperty("java.home");
        assertEquals("", run(0, Map.of("JAVA_HOME", home, "TZ", "Asia/Tokyo"), "./build.sh"));
        assertArrayEquals(Files.readAllBytes(Path.of(System.getProperty("lb.jar"))),
                Files.readAllBytes(elsewhere.resolve("build/lb.jar")));
    }

    /** Three quarters of it are names in 490 constant pools, which a jar packs one by one. */
    @Test
    void theJarStaysSmall() throws IOException {
        long size = Files.size(Path.of(System.getProperty("lb.jar")));
        assertTrue(size < 900_000, size + " bytes");
    }

    @Test
    void startsTheDemoFromACheckout() throws Exception {
        copy(Path.of("build.sh"));
        copy(Path.of("src"));
        copy(Path.of("build"));
        for (String made : List.of("classes.stamp", "lb.jar")) { // Newer than the copied folders.
            Files.setLastModifiedTime(elsewhere.resolve("build").resolve(made),
                    FileTime.from(Instant.now()));
        }
        String text = Files.readString(Path.of("lb.properties")) + "\nlisten = 127.0.0.1:0\n";
        for (String port : List.of("8081", "8082", "9081", "9082")) {
            text = text.replaceAll("(?m)(^pool.*localhost:)" + port, "$1" + Free.port());
        }
        Files.writeString(elsewhere.resolve("lb.properties"), text);
        Process demo = start(Map.of("JAVA_HOME", System.getProperty("java.home")),
                "./build.sh", "demo");
        try (BufferedReader said = demo.inputReader()) {
            List<String> lines = said.lines().takeWhile(line -> !line.contains("Ctrl-C")).toList();
            int first = lines.indexOf("Try:") + 1;
            assertEquals(3, lines.size() - first, lines::toString);
            for (String line : lines.subList(first, lines.size())) {
                assertTrue(line.matches(" {4}curl .*127\\.0\\.0\\.1:\\d+.*"), line);
            }
        } finally {
            demo.destroy();
            assertEquals(0, demo.waitFor());
        }
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
                + " there are: package compile test long fuzz bench demo run image docs clean\n",
                run(1, Map.of(), "./build.sh", "frob"));
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, elsewhere.resolve(file), StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** What the command writes; it must end with this exit code. */
    private String run(int exitCode, Map<String, String> environment, String... command)
            throws Exception {
        Process process = start(environment, command);
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(exitCode, process.waitFor(), said);
        return said;
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(elsewhere.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
