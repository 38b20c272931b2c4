package lb.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the syntax of Java properties, exactly as {@link java.util.Properties#load} does, but keeps
 * what that forgets: line numbers, the order, and keys that stand there twice.
 */
final class LineReader {
    /** A regex for what ends a line. */
    static final String LINE_ENDS = "\r\n|\n|\r";

    private final Problems problems;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder joined = new StringBuilder();
    private int first;

    private LineReader(Problems problems) {
        this.problems = problems;
    }

    /** Reads a text; a broken escape becomes a problem and its line is left out. */
    static List<Line> read(String text, Problems problems) {
        LineReader reader = new LineReader(problems);
        int number = 0;
        for (String natural : text.split(LINE_ENDS, -1)) {
            reader.take(++number, natural);
        }
        if (!reader.joined.isEmpty()) { // The last line asks for one more, which is not there.
            reader.finish();
        }
        return reader.lines;
    }

    private void take(int number, String natural) {
        String content = natural.substring(skipBlanks(natural, 0));
        if (joined.isEmpty()) {
            if (content.isEmpty() || content.startsWith("#") || content.startsWith("!")) {
                return;
            }
            first = number;
        }
        int length = content.length();
        boolean continued = endsWithOddBackslashes(content);
        joined.append(content, 0, continued ? length - 1 : length);
        if (!continued && !joined.isEmpty()) {
            finish();
        }
    }

    private static boolean endsWithOddBackslashes(String content) {
        int at = content.length();
        while (at > 0 && content.charAt(at - 1) == '\\') {
            at--;
        }
        return (content.length() - at) % 2 == 1;
    }

    private void finish() {
        String text = joined.toString();
        joined.setLength(0);
        int keyEnd = keyEnd(text);
        try {
            String key = unescape(text.substring(0, keyEnd));
            lines.add(new Line(first, key, unescape(text.substring(valueStart(text, keyEnd)))));
        } catch (IllegalArgumentException e) {
            problems.add(first, text, e.getMessage());
        }
    }

    private static int keyEnd(String text) {
        int at = 0;
        while (at < text.length() && "=: \t\f".indexOf(text.charAt(at)) < 0) {
            at += text.charAt(at) == '\\' ? 2 : 1; // An escaped separator belongs to the key.
        }
        return Math.min(at, text.length());
    }

    private static int valueStart(String text, int keyEnd) {
        int at = skipBlanks(text, keyEnd);
        if (at < text.length() && "=:".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return skipBlanks(text, at);
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '\\' || at + 1 == text.length()) {
                plain.append(c);
            } else if (text.charAt(++at) == 'u') {
                plain.append(unicode(text, at + 1));
                at += 4;
            } else {
                plain.append(control(text.charAt(at)));
            }
        }
        return plain.toString();
    }

    private static char control(char escaped) {
        return switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> escaped;
        };
    }

    private static char unicode(String text, int at) {
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = i < text.length() ? hexDigit(text.charAt(i)) : -1;
            if (digit < 0) {
                throw new IllegalArgumentException("\"\\u\" must be followed by four hexadecimal"
                        + " digits; write \"\\\\u\" if a backslash is meant");
            }
            code = 16 * code + digit;
        }
        return (char) code;
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1; // Not the digits of other scripts.
    }
}
