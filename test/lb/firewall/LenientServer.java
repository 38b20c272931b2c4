package lb.firewall;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What servers make of a path's bytes, from the careful to the careless. Written without a look at
 * how lb reads paths: the steps are those of real servers, each in one line where that can be.
 */
enum LenientServer {
    /** Takes parameters away before it decodes, as servlet containers do. */
    STRICT(strip(), decode(), merge(), resolve()),

    /** Decodes and leaves parameters where they are, as servers of files do. */
    FILES(decode(), merge(), resolve()),

    /** Resolves before it decodes, and decodes what is left. */
    HASTY(merge(), resolve(), strip(), decode(), merge(), resolve()),

    /** Does it all twice: a proxy and a server behind it. */
    TWICE(strip(), decode(), merge(), resolve(), strip(), decode(), backslash(), merge(),
            resolve()),

    /** Decodes until nothing changes, and only then begins to read. */
    FIXPOINT(decode(), decode(), decode(), decode(), decode(), backslash(), strip(), merge(),
            resolve()),

    /** Resolves as RFC 3986 section 5.2.4 has it, where an empty segment is a segment. */
    UNMERGED(strip(), decode(), resolve(), merge()),

    /** Takes all that follows the first semicolon for parameters. */
    CUTTING(decode(), cut(";"), merge(), resolve()),

    /** Looks for the query after it decoded. */
    LATE_QUERY(decode(), cut("?"), cut("#"), strip(), merge(), resolve()),

    /** Decodes overlong UTF-8 into the characters it stands for. */
    OVERLONG(overlong(), strip(), decode(), merge(), resolve(), overlong(), decode(), merge(),
            resolve()),

    /** Without regard to case, nor to dots and spaces at the end of a name. */
    WINDOWS(decode(), backslash(), trim(), merge(), resolve(), LenientServer::lower),

    /** The same, but looks for dot segments first. */
    WINDOWS_LATE(decode(), backslash(), merge(), resolve(), trim(), merge(), LenientServer::lower);

    private interface Step {
        String apply(String path);
    }

    private static final Pattern OVERLONG_DOT = Pattern.compile("(?i)%c0%ae");
    private static final Pattern OVERLONG_SLASH = Pattern.compile("(?i)%c0%af");
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final Pattern SLASHES = Pattern.compile("//+");
    private static final Pattern SPACES = Pattern.compile("([.]) +(?=/|$)");
    private static final Pattern BLANK = Pattern.compile("(?<=/)(?: |[.]{3})[. ]*(?=/|$)");
    private static final Pattern TRAILING = Pattern.compile("([^/. ])[. ]+(?=/|$)");

    private final List<Step> steps;

    LenientServer(Step... steps) {
        this.steps = List.of(steps);
    }

    boolean ignoresCase() {
        return this == WINDOWS || this == WINDOWS_LATE;
    }

    /** Whether it would serve what lies at a path or below it. */
    boolean reaches(String path, String raw) {
        String read = raw;
        for (Step step : steps) {
            read = step.apply(read);
        }
        return read.equals(path) || read.startsWith(path + "/");
    }

    private static Step decode() {
        return path -> {
            if (path.indexOf('%') < 0) {
                return path;
            }
            byte[] from = path.getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream to = new ByteArrayOutputStream();
            for (int i = 0; i < from.length; i++) {
                boolean escape = from[i] == '%' && i + 2 < from.length
                        && Character.digit(from[i + 1], 16) >= 0
                        && Character.digit(from[i + 2], 16) >= 0;
                to.write(!escape ? from[i] : Character.digit(from[i + 1], 16) << 4
                        | Character.digit(from[i + 2], 16));
                i += escape ? 2 : 0;
            }
            return to.toString(StandardCharsets.UTF_8);
        };
    }

    private static Step overlong() {
        return path -> replace(OVERLONG_SLASH, replace(OVERLONG_DOT, path, "."), "/");
    }

    private static Step strip() {
        return path -> replace(PARAMETERS, path, "");
    }

    private static String replace(Pattern pattern, String path, String replacement) {
        return pattern.matcher(path).replaceAll(replacement);
    }

    private static Step cut(String sign) {
        return path -> path.contains(sign) ? path.substring(0, path.indexOf(sign)) : path;
    }

    private static Step backslash() {
        return path -> path.replace('\\', '/');
    }

    private static Step merge() {
        return path -> replace(SLASHES, path, "/");
    }

    private static Step trim() {
        return path -> replace(BLANK, replace(TRAILING, replace(SPACES, path, "$1"), "$1"), "");
    }

    private static String lower(String path) {
        return path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Who climbs past the root stays there. */
    private static Step resolve() {
        return path -> {
            Deque<String> open = new ArrayDeque<>();
            String[] names = path.substring(Math.min(1, path.length())).split("/", -1);
            for (int i = 0; i < names.length; i++) {
                boolean dots = names[i].equals(".") || names[i].equals("..");
                if (names[i].equals("..")) {
                    open.pollLast();
                }
                if (!dots) {
                    open.addLast(names[i]);
                } else if (i == names.length - 1) {
                    open.addLast("");
                }
            }
            return "/" + String.join("/", open);
        };
    }
}
