package lb.match;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A regular expression from the configuration, which no text that a client sends can make run for
 * long. {@link java.util.regex} backtracks: {@code .*.*.*.*x} tries every way to cut a text
 * into four. So the steps are counted, and after {@value #MOST_STEPS} of them it is {@linkplain
 * Answer#UNDECIDED undecided} whether the text matches. Immutable but for its count.
 *
 * <p>As in nginx, a match anywhere in the text will do: {@code ^} and {@code $} tie it to the ends.
 * {@code .} stands for every character, also for those that end a line.
 */
public final class Regex {
    /** Some half a millisecond. A sound regex takes a few steps for each character. */
    static final int MOST_STEPS = 100_000;
    /** As many more for each character of a long text that is searched outside any request. */
    private static final int STEPS_A_CHARACTER = 50;

    /** How much is repeated in a trap: no sound regex takes so many steps for so few characters. */
    private static final int TRAP = 60;
    private static final Pattern START = Pattern.compile("\\^?([A-Za-z0-9/_-]*)(?![?*{+])");
    private static final Pattern PIECES = Pattern.compile("[A-Za-z0-9/_-]{2,20}");

    private static final LongAdder GIVEN_UP = new LongAdder();
    private static volatile Consumer<String> listener = message -> {};

    private final String text;
    private final Pattern pattern;
    private final boolean anchored;
    private final AtomicLong givenUp = new AtomicLong();

    private Regex(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
        // What ".*" does not find from the start it finds nowhere; find() would try everywhere.
        this.anchored = text.startsWith(".*") && text.indexOf('|') < 0;
    }

    /** How many matches were given up since the program started, of all regexes. */
    public static long givenUp() {
        return GIVEN_UP.sum();
    }

    /**
     * Has a line written when a regex gives up: the first time, and then at the second, fourth,
     * eighth …, so that a client cannot fill a log. The listener is called by the thread that
     * serves the request and must be quick.
     */
    public static void onGivingUp(Consumer<String> line) {
        listener = line;
    }

    /**
     * Reads a regex as it stands behind a {@code ~}.
     *
     * @throws IllegalArgumentException with what is wrong and where
     */
    public static Regex compile(String text, boolean ignoreCase) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("there is no regex behind \"~\"; write one, as in"
                    + " ~^/v[0-9]+/");
        }
        if (text.startsWith("*")) { // nginx writes "regardless of case" so.
            throw new IllegalArgumentException("\"~*\" is not known here; did you mean \"~(?i)"
                    + text.substring(1).stripLeading() + "\"?");
        }
        int flags = Pattern.DOTALL | Pattern.UNIX_LINES;
        int folding = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        try {
            return new Regex(text, Pattern.compile(text, ignoreCase ? flags | folding : flags));
        } catch (PatternSyntaxException broken) {
            throw new IllegalArgumentException("the regex is broken " + place(broken) + ": "
                    + lowerFirst(broken.getDescription()), broken);
        } catch (StackOverflowError tooDeep) {
            throw new IllegalArgumentException("the regex is broken: nested too deeply", tooDeep);
        }
    }

    private static String place(PatternSyntaxException broken) {
        return broken.getIndex() < 0 ? "somewhere" : "at character " + (broken.getIndex() + 1);
    }

    private static String lowerFirst(String description) {
        return Character.toLowerCase(description.charAt(0)) + description.substring(1);
    }

    /** Whether it matches anywhere in the text. */
    Answer find(String value) {
        return find(value, MOST_STEPS);
    }

    private Answer find(String value, int most) {
        try {
            Matcher matcher = pattern.matcher(new CountedText(value, most));
            return Answer.of(anchored ? matcher.lookingAt() : matcher.find());
        } catch (StepsExhausted | StackOverflowError tooLong) { // (a|b)* recurs for each character.
            giveUp(value);
            return Answer.UNDECIDED;
        }
    }

    /**
     * Whether it is known to match somewhere in a long text, as a health check looks for; steps
     * grow with its length.
     */
    public boolean occursIn(String value) {
        return find(value, MOST_STEPS + STEPS_A_CHARACTER * value.length()) == Answer.YES;
    }

    /**
     * Every match in the text, in order, each with its groups; none when steps run out on the way.
     */
    public List<MatchResult> findAll(String value) {
        try {
            return pattern.matcher(new CountedText(value, MOST_STEPS)).results().toList();
        } catch (StepsExhausted | StackOverflowError tooLong) {
            giveUp(value);
            return List.of();
        }
    }

    /**
     * A short text on which it runs out of steps, as {@code .*.*.*.*x} does on {@code aaaa…!};
     * empty when none of those that are tried is one: repetitions of what stands in the regex.
     */
    public Optional<String> trap() {
        Matcher start = START.matcher(text);
        String before = start.lookingAt() ? start.group(1) : "";
        Set<String> pumps = new LinkedHashSet<>(List.of("a", "0", "/", " "));
        PIECES.matcher(text).results().map(MatchResult::group).forEach(pumps::add);
        text.chars().filter(Character::isLetterOrDigit).distinct()
                .forEach(c -> pumps.add(Character.toString(c)));
        return pumps.stream().map(pump -> before + pump.repeat(TRAP / pump.length() + 1))
                .flatMap(trap -> Stream.of(trap + "!", trap))
                .filter(this::runsOutOn).findFirst();
    }

    private boolean runsOutOn(String value) {
        try {
            pattern.matcher(new CountedText(value, MOST_STEPS)).find();
            return false;
        } catch (StepsExhausted | StackOverflowError tooLong) {
            return true;
        }
    }

    /** Whether it is written like another one, with the same regard to case. */
    boolean isLike(Regex other) {
        return text.equals(other.text) && pattern.flags() == other.pattern.flags();
    }

    /** How many groups it has, {@code $1} and up. */
    public int groups() {
        return pattern.matcher("").groupCount();
    }

    private void giveUp(String value) {
        GIVEN_UP.increment();
        long times = givenUp.incrementAndGet();
        if (Long.bitCount(times) == 1) {
            listener.accept("the regex ~" + text + " was given up on a text of " + value.length()
                    + " characters, " + times + (times == 1 ? " time" : " times") + " so far");
        }
    }

    /** As it was written, without the {@code ~}. */
    @Override
    public String toString() {
        return text;
    }

    /** Ends a match from within, the only way out of {@link java.util.regex}. */
    private static final class StepsExhausted extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final StepsExhausted INSTANCE = new StepsExhausted();

        private StepsExhausted() {
            super(null, null, false, false);
        }
    }

    /** A text that can be looked at only so many times. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private final int most;
        private int steps;

        private CountedText(String text, int most) {
            this.text = text;
            this.most = most;
        }

        @Override
        public char charAt(int index) {
            if (++steps > most) {
                throw StepsExhausted.INSTANCE;
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
