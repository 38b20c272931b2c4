package lb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate} as users run it. */
final class SimulateTest {
    @TempDir
    private Path directory;

    private static String simulate(int exitCode, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>(List.of("simulate"));
        words.addAll(List.of(arguments));
        assertEquals(exitCode, CommandLine.execute(words.toArray(String[]::new),
                new PrintStream(out, true, UTF_8), new PrintStream(out, true, UTF_8)));
        return out.toString(UTF_8);
    }

    @Test
    void readmeShowsItsOutput() throws IOException {
        Matcher shown = Pattern.compile("\\$ java -jar build/lb.jar simulate --server '(.*)'"
                + " --scenario (\\S+)\n((?s:.*?))```").matcher(Files.readString(
                        Path.of("README.md")));
        assertTrue(shown.find());
        assertEquals(simulate(0, "--server", shown.group(1), "--scenario", shown.group(2)),
                shown.group(3));
    }

    @Test
    void takesThePoolsOfAFile() throws IOException {
        String file = Files.writeString(directory.resolve("my.properties"), """
                pool.web.servers = 10.0.0.1:80 weight=3, 10.0.0.2:80
                pool.api.servers = 10.0.0.3:80
                route.api.path = /api
                route.api.pool = api
                route.web.host = *.example.com
                route.web.pool = web
                """).toString();
        String said = simulate(0, file, "--pool", "web", "--duration", "1m", "--json");
        assertTrue(said.contains("10.0.0.1:80") && !said.contains("10.0.0.3:80"), said);
        assertTrue(simulate(2, file, "--pool", "wbe").contains("did you mean \"web\""));
    }

    @Test
    void writesAPage() throws IOException {
        Path page = directory.resolve("page.html");
        simulate(0, "--server", "count=3", "--duration", "30s", "--algorithm", "random, first",
                "--html", page.toString());
        assertTrue(Files.readString(page).startsWith("<!doctype html>"));
        String said = simulate(1, "--server", "count=3", "--duration", "1s", "--html",
                directory.resolve("none/page.html").toString());
        assertTrue(said.contains("cannot be written"), said);
    }
}
