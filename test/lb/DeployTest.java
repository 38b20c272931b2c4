package lb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lb.config.Config;
import lb.config.ConfigFile;
import lb.testing.Backend;
import lb.testing.Eventually;
import lb.testing.Free;
import lb.testing.Lb;
import lb.testing.Scenario;
import lb.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files in {@code src/deploy}: what they say fits lb, and what runs in them does. */
final class DeployTest extends Scenario {
    private static final Path DEPLOY = Path.of("src/deploy");
    private static final Pattern BEGIN = Pattern.compile("( *)(?:lb\\.properties|content): \\|");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"kubernetes.yaml, 1", "compose.yaml, 2"})
    void configurationsInThemPassTheCheck(String file, int count) throws Exception {
        List<String> texts = configurations(Files.readString(DEPLOY.resolve(file)));
        assertEquals(count, texts.size());
        for (String text : texts) {
            assertEquals(List.of(), parse(text).warnings(), text);
        }
    }

    @Test
    void everyoneWaitsForTheDrain() throws Exception {
        String kubernetes = Files.readString(DEPLOY.resolve("kubernetes.yaml"));
        long drain = parse(configurations(kubernetes).getFirst()).drainTimeout().toSeconds();
        long before = number(kubernetes, "\\[\"sleep\", \"(\\d+)\"\\]");
        assertTrue(number(kubernetes, "terminationGracePeriodSeconds: (\\d+)") > before + drain);
        long ours = parse("pool.web.servers = a:1").drainTimeout().toSeconds();
        assertTrue(number(Files.readString(DEPLOY.resolve("lb.service")),
                "TimeoutStopSec=(\\d+)") > ours);
        assertTrue(number(Files.readString(DEPLOY.resolve("compose.yaml")),
                "stop_grace_period: (\\d+)s") > ours);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void startsFromWhereverTheImageLies() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), image("an image"));
        String lib = folder.resolve("an image").toRealPath().resolve("lib").toString();
        assertEquals(List.of("@" + lib + "/jvm.options", "-Xmx9m", "-Dx", "-jar", lib + "/lb.jar",
                "check", "my file"), run(Map.of("JAVA_OPTS", "-Xmx9m -Dx"), link.toString(),
                "check", "my file"));
    }

    /** The JVM of JDK 25 does not look whether its archive still fits, and runs what was. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void startsWithTheArchiveOfThisVeryJar() throws Exception {
        String lb = image("image").toString();
        Path lib = folder.resolve("image/lib").toRealPath();
        Files.writeString(lib.resolve("lb.jar"), "one");
        Files.writeString(lib.resolve("archived.sum"),
                Tool.run("sh", "-c", "cksum <'" + lib + "/lb.jar'").said());
        assertEquals("-jar", run(Map.of(), lb).get(1));
        Files.createFile(lib.resolve("lb.aot"));
        assertEquals("-XX:AOTCache=" + lib + "/lb.aot", run(Map.of(), lb).get(1));
        Files.writeString(lib.resolve("lb.jar"), "two");
        assertEquals("-jar", run(Map.of(), lb).get(1));
    }

    /** The launcher of an image, whose Java runtime prints what it is given. */
    private Path image(String name) throws IOException {
        Path image = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(image.resolve("lib"));
        Path bin = Files.createDirectories(image.resolve("bin"));
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Path lb = Files.copy(DEPLOY.resolve("lb"), bin.resolve("lb"));
        assertTrue(java.toFile().setExecutable(true) && lb.toFile().setExecutable(true));
        return lb;
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void asksLbHowItIsWithNothingButTheShell() throws Exception {
        Backend a = backend("a");
        Lb lb = start("pool.web.servers = ${a}\nadmin = 127.0.0.1:0\n"
                + "pool.web.health.interval = 50ms\npool.web.health.path = /healthz");
        assertEquals(0, healthy("live", lb.adminPort()));
        assertEquals(0, healthy("ready", lb.adminPort()));
        a.stop();
        Eventually.await("it is not ready", () -> healthy("ready", lb.adminPort()) != 0);
        assertEquals(0, healthy("live", lb.adminPort()));
        assertNotEquals(0, healthy("live", Free.port()));
    }

    private static int healthy(String what, int port) {
        try {
            return new ProcessBuilder("bash", DEPLOY.resolve("healthy").toString(), what,
                    String.valueOf(port)).redirectErrorStream(true).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> run(Map<String, String> variables, String... command)
            throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_OPTS");
        builder.environment().putAll(variables);
        Process process = builder.start();
        List<String> said = process.inputReader().lines().toList();
        assertEquals(0, process.waitFor(), said.toString());
        return said;
    }

    private static Config parse(String text) throws Exception {
        return ConfigFile.parse(Path.of("lb.properties"), text,
                Map.of("ADMIN_TOKEN", "secret", "NAME", "one"));
    }

    /** The block texts of YAML under the names that lb's files have there. */
    private static List<String> configurations(String yaml) {
        List<String> found = new ArrayList<>();
        List<String> lines = yaml.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher begin = BEGIN.matcher(lines.get(i));
            if (begin.matches()) {
                String indent = begin.group(1) + " ";
                found.add(String.join("\n", lines.subList(i + 1, lines.size()).stream()
                        .takeWhile(line -> line.isBlank() || line.startsWith(indent))
                        .map(line -> line.strip().replace("$${", "${")).toList()));
            }
        }
        return found;
    }

    private static long number(String text, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        assertTrue(matcher.find(), regex);
        return Long.parseLong(matcher.group(1));
    }
}
