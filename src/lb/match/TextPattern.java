package lb.match;

/** The value of a header field, parameter or cookie. */
sealed interface TextPattern extends Criterion<String> {

    /** Reads {@code value}, {@code *} or {@code ~regex}. */
    static TextPattern parse(String text) {
        if (text.equals("*")) {
            return new Present();
        }
        return text.startsWith("~")
                ? new Regular(Regex.compile(text.substring(1).stripLeading(), false))
                : new Exact(text);
    }

    /** This value, with regard to case. */
    record Exact(String value) implements TextPattern {
        @Override
        public Answer matches(String text) {
            return Answer.of(value.equals(text));
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /** Any value, also an empty one. */
    record Present() implements TextPattern {
        @Override
        public Answer matches(String text) {
            return Answer.YES;
        }

        @Override
        public String toString() {
            return "*";
        }
    }

    /** A value in which the regex matches. */
    record Regular(Regex regex) implements TextPattern {
        @Override
        public Answer matches(String text) {
            return regex.find(text);
        }

        @Override
        public String toString() {
            return "~" + regex;
        }
    }
}
