package lb.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}: exit code {1} and, on {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            help             | 0 | out | java -jar lb.jar check [FILE]
            --help           | 0 | out | java -jar lb.jar check [FILE]
            -h               | 0 | out | Exit codes: 0 well, 1 failed, 2 bad configuration
            help check       | 0 | out | usage: java -jar lb.jar check [FILE]
            check --help     | 0 | out | usage: java -jar lb.jar check [FILE]
            explain -h       | 0 | out | usage: java -jar lb.jar explain [FILE] METHOD URL
            version          | 0 | out | "lb "
            --version        | 0 | out | "lb "
            help chekc       | 2 | err | there is no command chekc
            chekc a          | 2 | err | there is no command chekc
            check -x         | 2 | err | check has no option -x
            -x               | 2 | err | run has no option -x
            run --port=80    | 2 | err | run has no option --port=80
            check a b        | 2 | err | "one argument too many: b"
            check --effectiv | 2 | err | check has no option --effectiv
            version a        | 2 | err | "one argument too many: a"
            explain GET      | 2 | err | write a method and a URL
            explain GET / -H | 2 | err | a value is missing behind -H
            simulate --sed 1 | 2 | err | did you mean "--seed"
            simulate --seed  | 2 | err | --seed needs a value
            simulate --seed x                | 2 | err | "--seed x: this is no whole number; write 7"
            simulate --rate 100              | 2 | err | "--rate 100: this is no rate; write 100/s or 600/m"
            simulate --rate 0/s              | 2 | err | this is no rate
            simulate --duration 5            | 2 | err | a duration needs a unit; write 5s or 5ms
            simulate --duration 0s           | 2 | err | this cannot be 0
            simulate --scenario dea          | 2 | err | did you mean "dead"
            simulate --algorithm least-conn  | 2 | err | did you mean "least-connections"
            simulate --server wait=3         | 2 | err | is no option of a server
            simulate --server mean=10        | 2 | err | a duration needs a unit
            simulate --server errors=2       | 2 | err | a share needs its sign; write 2%
            simulate --server workers=0      | 2 | err | is out of range; write 1 to 10000
            simulate --server count=2 --pool x                            | 2 | err | there is no pool "x"
            simulate --server a:1 --server a:1                            | 2 | err | the server a:1 is there twice
            simulate --server count=9999 --duration 9999h                 | 2 | err | more than a billion requests
            simulate --json --csv            | 2 | err | write one of --json and --csv
            simulate --step 0                | 2 | err | out of range; write 1 to 10000
            simulate none/a  | 2 | err | there is no such file
            simulate a b     | 2 | err | "one argument too many: b"
            simulate --server count=1 --duration 1s --csv                 | 0 | out | equal,round-robin,
            none.properties  | 2 | err | "none.properties:"
            run none/a       | 2 | err | "1 problem; nothing was started."
            check none/a     | 2 | err | there is no such file
            demo none/a      | 2 | err | there is no such file
            """)
    void saysWhatItWasAsked(String arguments, int exitCode, String stream, String text) {
        assertEquals(exitCode, execute(arguments.split(" ")));
        String said = (stream.equals("out") ? out : err).toString(UTF_8);
        assertTrue(said.contains(text), said);
        assertEquals("", (stream.equals("out") ? err : out).toString(UTF_8));
    }

    @Test
    void showsTheHelpOfTheCommandThatWasMisused() {
        execute("check", "--port");
        String usage = "usage: java -jar lb.jar check [FILE] [--effective]\n";
        assertTrue(err.toString(UTF_8).contains(usage), () -> err.toString(UTF_8));
    }

    @ParameterizedTest(name = "help {0}")
    @EnumSource
    void everyCommandIsExplained(Command command) {
        assertEquals(0, execute("help", command.label()));
        String help = out.toString(UTF_8);
        assertTrue(help.startsWith("usage: java -jar lb.jar " + command.label()), help);
        assertTrue(help.endsWith(".\n"), help);
    }

    @Test
    void checkFindsNothingWrong() throws IOException {
        String file = file("pool.web.servers = 127.0.0.1:1\n");
        assertEquals(0, execute("check", file));
        assertEquals(file + ": no problems\n", out.toString(UTF_8));
    }

    @Test
    void checkShowsWhatCountsAndWhereItIsFrom() throws IOException {
        String file = file("""
                pool.*.algorithm = hash
                pool.web.servers = 127.0.0.1:1, 127.0.0.1:2
                pool.*.sticky.secret = s3cret
                pool.web.sticky = a
                route.*.pool = web
                route.r.respond = 200 ok
                route.s.path = /s
                firewall.f.header.X-A = 1
                firewall.f.action = deny
                limit.uri = 4k
                """);
        assertEquals(0, execute("check", "--effective", file));
        String said = out.toString(UTF_8);
        for (String line : new String[] {"line 1 *  pool.web.algorithm = hash",
            "line 3 *  pool.web.sticky.secret = ***", "line 10   limit.uri = 4k",
            "default   limit.headers = 32k", "default   pool.web.hash-key = ip",
            "line 8    firewall.f.header.X-A = 1", "default   firewall.f.mode = enforce",
            "line 6    route.r.respond = 200 ok", "line 5 *  route.s.pool = web"}) {
            assertTrue(said.contains(line + "\n"), () -> line + " in\n" + said);
        }
        assertFalse(said.contains("route.r.pool") || said.contains("pool.web.health.path"), said);
    }

    @Test
    void checkListsEveryProblemWithItsLine() throws IOException {
        String file = file("""
                pool.web.servers = 127.0.0.1:1
                pool.web.algorithm = least-conn
                limit.uri = 8
                listn = 80
                """);
        assertEquals(2, execute("check", file));
        String said = err.toString(UTF_8);
        assertTrue(said.contains(file + ":2: pool.web.algorithm = least-conn\n"), said);
        assertTrue(said.contains("did you mean \"least-connections\"?"), said);
        assertTrue(said.contains(file + ":4: listn = 80\n"), said);
        assertTrue(said.endsWith(" problems; nothing was started.\n"), said);
        assertEquals("", out.toString(UTF_8));
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("lb.properties"), text).toString();
    }

    private int execute(String... arguments) {
        return CommandLine.execute(arguments, new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
