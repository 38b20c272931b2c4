package lb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house rules that a machine can check. */
final class StyleTest {
    private static final int COLUMNS = 100;
    private static final String QUOTES = "\"\"\"";
    private static final int METHOD_LINES = 40;
    private static final int FILE_LINES = 400;

    /** What no line may contain. The brackets keep these lines themselves from containing it. */
    private static final Map<Pattern, String> FORBIDDEN = Map.of(
            Pattern.compile("\\t"), "a tab",
            Pattern.compile("\\s$"), "blanks at the end",
            Pattern.compile("TO[D]O|FIX[M]E|@Dis[a]bled"), "something left undone",
            Pattern.compile("(?<![\\w.])/(wor[k]|roo[t]|tm[p])\\b"), "a path of one machine");

    private static final Set<String> TOP = Set.of(
            "build.sh", "Makefile", "src", "test", "lb.properties", "README.md", "LICENSE");

    @Test
    void sourcesFollowTheRules() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String folder : List.of("src", "test")) {
            for (Path file : javaFiles(folder)) {
                wrong.addAll(complaints(file.toString(), Files.readString(file)));
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void otherFilesFollowTheRulesForLines() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String name : List.of("build.sh", "Makefile", ".ci/run", "lb.properties")) {
            lines(name, Files.readString(Path.of(name)).replace("\n\t", "\n"), wrong);
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void nothingElseLiesAtTheTop() throws Exception {
        Process git = new ProcessBuilder("git", "ls-files").start();
        Set<String> top = new TreeSet<>();
        new String(git.getInputStream().readAllBytes()).lines()
                .map(file -> file.split("/")[0])
                .filter(name -> !name.startsWith(".")).forEach(top::add);
        assumeTrue(git.waitFor() == 0, "not a checkout");
        top.removeAll(TOP);
        assertEquals(Set.of(), top);
    }

    @ParameterizedTest(name = "in {0}, {1} is: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            src/A.java  | class A { synchronized void f() {} }    | A.java:1: synchronized
            src/A.java  | class A { { synchronized (this) {} } }  | A.java:1: synchronized
            src/A.java  | class A { String s = "synchronized"; }  |
            test/A.java | class A { { Thread.sleep(1); } }        | A.java:1: Thread.sleep
            src/A.java  | class A {~\\tint a; }                   | A.java:2: a tab
            src/A.java  | class A {~int a; ~}                     | A.java:2: blanks at the end
            src/A.java  | class A {} // see /t[]mp                | A.java:1: a path of one machine
            src/A.java  | class A { String s = "/a/t[]mp"; }      |
            src/A.java  | class A {~// TO[]DO~}                   | A.java:2: something left undone
            """)
    void findsWhatIsAgainstTheRules(String file, String source, String complaint) {
        String text = source.replace("~", "\n").replace("\\t", "\t").replace("[]", "");
        List<String> found = complaints(file, text);
        assertEquals(complaint == null ? List.of() : List.of(file.replaceFirst("A.*", complaint)),
                found);
    }

    @Test
    void findsWhatIsTooLong() {
        String method = "class A {\n    void f() {\n" + "\n".repeat(39) + "    }\n}\n";
        assertEquals(List.of("src/A.java:2: f has 41 lines"), complaints("src/A.java", method));
        assertEquals(List.of(), complaints("test/A.java", method));
        assertEquals(List.of("src/A.java:1: the file has 401 lines"),
                complaints("src/A.java", "//\n".repeat(401)));
        assertEquals(List.of("src/A.java:1: 101 columns, too long"),
                complaints("src/A.java", "//" + "x".repeat(99)));
        assertFalse(javaFiles("src").isEmpty(), "no sources were found");
    }

    private static List<Path> javaFiles(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> complaints(String name, String text) {
        List<String> complaints = new ArrayList<>();
        lines(name, text, complaints);
        int count = text.split("\n", -1).length - 1;
        if (name.startsWith("src") && count > FILE_LINES) {
            complaints.add(name + ":1: the file has " + count + " lines");
        }
        syntax(name, text, complaints);
        return complaints;
    }

    private static void lines(String name, String text, List<String> complaints) {
        String[] lines = text.split("\n");
        boolean table = false; // A test's table may be as wide as it needs to be.
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            String place = name + ":" + (i + 1) + ": ";
            int columns = line.codePointCount(0, line.length());
            table ^= name.startsWith("test") && line.contains(QUOTES);
            if (columns > COLUMNS && !table) {
                complaints.add(place + columns + " columns, too long");
            }
            FORBIDDEN.forEach((pattern, what) -> {
                if (pattern.matcher(line).find()) {
                    complaints.add(place + what);
                }
            });
        }
    }

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** One for all files: each opens the whole JDK. */
    private static final JavaFileManager JDK = COMPILER.getStandardFileManager(null, null, null);

    private static void syntax(String name, String text, List<String> complaints) {
        var file = new SimpleJavaFileObject(URI.create("string:///" + name),
                SimpleJavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        JavacTask task = (JavacTask) COMPILER
                .getTask(null, JDK, diagnostic -> {}, List.of(), null, List.of(file));
        try {
            for (CompilationUnitTree unit : task.parse()) {
                new Rules(name, unit, Trees.instance(task).getSourcePositions(), complaints)
                        .scan(unit, null);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The rules about what the code says, not how it is laid out. */
    private static final class Rules extends TreeScanner<Void, Void> {
        private final String name;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> complaints;

        Rules(String name, CompilationUnitTree unit, SourcePositions positions,
                List<String> complaints) {
            this.name = name;
            this.unit = unit;
            this.positions = positions;
            this.complaints = complaints;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            LineMap map = unit.getLineMap();
            long length = positions.getEndPosition(unit, method) < 0 ? 0
                    : map.getLineNumber(positions.getEndPosition(unit, method))
                            - map.getLineNumber(positions.getStartPosition(unit, method)) + 1;
            if (name.startsWith("src") && length > METHOD_LINES) {
                complain(method, method.getName() + " has " + length + " lines");
            }
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitModifiers(ModifiersTree modifiers, Void nothing) {
            if (modifiers.getFlags().contains(Modifier.SYNCHRONIZED)) {
                complain(modifiers, "synchronized");
            }
            return super.visitModifiers(modifiers, nothing);
        }

        @Override
        public Void visitSynchronized(SynchronizedTree block, Void nothing) {
            complain(block, "synchronized");
            return super.visitSynchronized(block, nothing);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
            if (select.getIdentifier().contentEquals("sleep")
                    && select.getExpression().toString().equals("Thread")) {
                complain(select, "Thread.sleep");
            }
            return super.visitMemberSelect(select, nothing);
        }

        private void complain(Tree tree, String what) {
            long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            complaints.add(name + ":" + line + ": " + what);
        }
    }
}
