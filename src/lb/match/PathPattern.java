package lb.match;

/**
 * Which paths. A pattern is compared with canonical paths, so it is written as one: decoded and
 * without {@code //}, dot segments and parameters.
 */
sealed interface PathPattern extends Criterion<String> permits PathPattern.Exact,
        PathPattern.Prefix, Glob, PathPattern.Regular {
    /** 3 exact, 2 prefix or pattern, 1 regex: {@link Specificity#pathKind}. */
    int kind();

    /** The length of the prefix or of the pattern's literal characters; 0 for the others. */
    default int length() {
        return 0;
    }

    /**
     * Reads {@code /prefix}, {@code =/exact}, {@code /a/*.png} or {@code ~regex}.
     *
     * @param ignoreCase whether paths come {@linkplain Folding folded}
     */
    static PathPattern parse(String text, boolean ignoreCase) {
        if (text.startsWith("~")) {
            return new Regular(Regex.compile(text.substring(1).stripLeading(), ignoreCase));
        }
        boolean exact = text.startsWith("=");
        String path = PathText.parse(exact ? text.substring(1).stripLeading() : text, exact);
        String compared = ignoreCase ? Folding.fold(path) : path;
        if (exact) {
            return new Exact(path, compared);
        }
        return path.indexOf('*') >= 0 ? new Glob(path, compared) : new Prefix(path, compared);
    }

    /** This path only: {@code =/api} is not {@code /api/}. */
    record Exact(String written, String path) implements PathPattern {
        @Override
        public Answer matches(String value) {
            return Answer.of(path.equals(value));
        }

        @Override
        public int kind() {
            return 3;
        }

        @Override
        public String toString() {
            return "=" + written;
        }
    }

    /**
     * This path and all below it, on segment borders: {@code /api} is not {@code /apical}. With a
     * slash at its end only what is below it.
     */
    record Prefix(String written, String path) implements PathPattern {
        @Override
        public Answer matches(String value) {
            return Answer.of(value.startsWith(path) && (value.length() == path.length()
                    || path.endsWith("/") || value.charAt(path.length()) == '/'));
        }

        @Override
        public int kind() {
            return 2;
        }

        @Override
        public int length() {
            return written.length();
        }

        @Override
        public String toString() {
            return written;
        }
    }

    /** A path in which the regex matches. */
    record Regular(Regex regex) implements PathPattern {
        @Override
        public Answer matches(String value) {
            return regex.find(value);
        }

        @Override
        public int kind() {
            return 1;
        }

        @Override
        public String toString() {
            return "~" + regex;
        }
    }
}
