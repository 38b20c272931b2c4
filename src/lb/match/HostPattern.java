package lb.match;

/** A host, given in small letters and without port and trailing dot. */
sealed interface HostPattern extends Criterion<String> {
    /** 3 exact, 2 wildcard, 1 regex: {@link Specificity#hostKind}. */
    int kind();

    /** The length of the wildcard's fixed part; 0 for the others. */
    default int length() {
        return 0;
    }

    /** Reads {@code shop.example.com}, {@code *.example.com} or {@code ~regex}. */
    static HostPattern parse(String text) {
        if (text.startsWith("~")) {
            return new Regular(Regex.compile(text.substring(1).stripLeading(), true));
        }
        return text.startsWith("*.")
                ? new Wildcard("." + HostName.parse(text.substring(2), "*."))
                : new Exact(HostName.parse(text, ""));
    }

    /** This host only. */
    record Exact(String name) implements HostPattern {
        @Override
        public Answer matches(String host) {
            return Answer.of(name.equals(host));
        }

        @Override
        public int kind() {
            return 3;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Every host below a domain, however many labels deep, but not the domain itself.
     *
     * @param suffix the domain, with a dot before it
     */
    record Wildcard(String suffix) implements HostPattern {
        @Override
        public Answer matches(String host) {
            return Answer.of(host.length() > suffix.length() && host.endsWith(suffix));
        }

        @Override
        public int kind() {
            return 2;
        }

        @Override
        public int length() {
            return suffix.length();
        }

        @Override
        public String toString() {
            return "*" + suffix;
        }
    }

    /** A host in which the regex matches, regardless of case. */
    record Regular(Regex regex) implements HostPattern {
        @Override
        public Answer matches(String host) {
            return regex.find(host);
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
