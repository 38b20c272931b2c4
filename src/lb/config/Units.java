package lb.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lb.http.Suggestion;
import lb.http.Token;

/**
 * Reads single values. Every method throws {@link IllegalArgumentException} whose message says what
 * is wrong and what to write instead.
 */
public final class Units {
    /** Ten years: far more than anything here waits for, and far from overflowing nanoseconds. */
    private static final Duration LONGEST = Duration.ofHours(87_600);
    private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("([0-9]+)([kKmMgG]?)");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)%");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

    private Units() {}

    /** A duration, 0 or more: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(WHOLE.matcher(text).matches()
                    ? "a duration needs a unit; write " + text + "s or " + text + "ms"
                    : "\"" + text + "\" is not a duration; write 250ms, 5s, 2m or 1h");
        }
        long number = number(matcher.group(1));
        long unit = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
        if (number > LONGEST.toMillis() / unit) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is too long; write at most " + LONGEST.toHours() + "h");
        }
        return Duration.ofMillis(number * unit);
    }

    /** A duration that is longer than nothing. */
    public static Duration period(String text) {
        Duration duration = duration(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("this cannot be 0; write 1ms or more");
        }
        return duration;
    }

    /** A number of bytes: {@code 512}, {@code 64k}, {@code 10m}, {@code 2g}; k is 1024. */
    static long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a size; write a number of bytes, or 64k, 10m or 2g");
        }
        int shift = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        long number = number(matcher.group(1));
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("\"" + text + "\" is too large; write at most "
                    + (Long.MAX_VALUE >> 30) + "g");
        }
        return number << shift;
    }

    /** A size from 1 byte to the largest {@code int}. */
    static int smallSize(String text) {
        long size = size(text);
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("\"" + text + "\" is out of range; write 1 to "
                    + (Integer.MAX_VALUE >> 20) + "m");
        }
        return (int) size;
    }

    /** Digits as a number; the largest {@code long} when it is larger still. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            return Long.MAX_VALUE;
        }
    }

    /** A reader of shares from {@code least} to {@code most} percent: 0.2 for {@code 20%}. */
    static Section.Parser<Double> percent(int least, int most) {
        return text -> {
            Matcher matcher = PERCENT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(WHOLE.matcher(text).matches()
                        ? "a share needs its sign; write " + text + "%"
                        : "\"" + text + "\" is not a share; write 20%");
            }
            double percent = Double.parseDouble(matcher.group(1));
            if (percent < least || percent > most) {
                throw new IllegalArgumentException("\"" + text + "\" is out of range; write "
                        + least + "% to " + most + "%");
            }
            return percent / 100;
        };
    }

    /** A share of 0 to 100 percent: 0.2 for {@code 20%}. */
    public static double share(String text) {
        return percent(0, 100).apply(text);
    }

    /** A reader of whole numbers from {@code least} to {@code most}. */
    static Section.Parser<Integer> integer(int least, int most) {
        return text -> {
            if (!WHOLE.matcher(text).matches()) {
                throw new IllegalArgumentException("\"" + text + "\" is not a whole number; write "
                        + least + " to " + most);
            }
            long number = text.length() > 11 ? Long.MAX_VALUE : Long.parseLong(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(
                        text + " is out of range; write " + least + " to " + most);
            }
            return (int) number;
        };
    }

    /** A switch: {@code on} or {@code off}. */
    static boolean onOff(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException(
                    "\"" + text + "\" is neither on nor off; write one of them");
        };
    }

    /**
     * A reader of one name among several: {@code choice("log format", values(), v -> v.label())}.
     *
     * @param what what the names are called, in the singular
     */
    static <T> Section.Parser<T> choice(String what, T[] values, Function<T, String> label) {
        List<String> known = Arrays.stream(values).map(label).toList();
        return text -> {
            int index = known.indexOf(text);
            if (index < 0) {
                throw new IllegalArgumentException("there is no " + what + " \"" + text + "\""
                        + Suggestion.among(text, what + "s", known));
            }
            return values[index];
        };
    }

    /** A reader of one name among several. */
    static Section.Parser<String> choice(String what, String... known) {
        return choice(what, known, Function.identity());
    }

    /** A reader of tokens (RFC 9110 section 5.6.2); {@code what} is what they are to be. */
    static Section.Parser<String> token(String what) {
        return text -> {
            if (!Token.isToken(text)) {
                throw new IllegalArgumentException("\"" + text + "\" cannot be " + what
                        + "; write letters, digits and -, without blanks");
            }
            return text;
        };
    }

    /** A path and perhaps a query to ask a server for, as it stands in a request line. */
    static String target(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash; write /" + text);
        }
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '#')) {
            throw new IllegalArgumentException("a path holds visible ASCII characters and no #;"
                    + " percent-encode the others, as in /caf%C3%A9");
        }
        return text;
    }
}
