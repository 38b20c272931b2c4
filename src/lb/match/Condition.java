package lb.match;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One option with its values. Immutable. */
sealed interface Condition {
    /** The option as in the file: {@code header.X-Debug}. */
    String option();

    Choice<?> choice();

    /** Whether a request is as the option wants it, on this reading. */
    Answer holds(Subject subject, Reading reading);

    /** The same for each of several hosts or paths by itself; only this for other options. */
    default List<? extends Condition> alternatives() {
        return List.of(this);
    }

    /** As in the file: {@code path = /api, !/api/public}. */
    default String text() {
        return option() + " = " + choice();
    }

    record Method(String option, Choice<String> choice) implements Condition {
        @Override
        public Answer holds(Subject subject, Reading reading) {
            String method = subject.request().method();
            Answer answer = choice.holds(method);
            // Methods have cases (RFC 9110 section 9.1), but not to every server.
            return reading == Reading.ANY
                    ? answer.or(choice.holds(method.toUpperCase(Locale.ROOT))) : answer;
        }
    }

    /** No option, but part of what a redirect to HTTPS means: it is not for who came by it. */
    record PlainHttp() implements Condition {
        @Override
        public String option() {
            return "scheme";
        }

        @Override
        public Choice<?> choice() {
            return new Choice<String>(List.of(), List.of());
        }

        @Override
        public Answer holds(Subject subject, Reading reading) {
            return Answer.of(subject.request().origin().scheme().equals("http"));
        }

        @Override
        public String text() {
            return "scheme = http";
        }
    }

    record Host(String option, Choice<String> choice) implements Condition {
        @Override
        public Answer holds(Subject subject, Reading reading) {
            return choice.holds(subject.host());
        }

        @Override
        public List<Host> alternatives() {
            return choice.alternatives().stream().map(one -> new Host(option, one)).toList();
        }
    }

    record Ip(String option, Choice<InetAddress> choice) implements Condition {
        @Override
        public Answer holds(Subject subject, Reading reading) {
            return choice.holds(subject.request().origin().client());
        }
    }

    record Path(String option, Choice<String> choice, boolean ignoreCase) implements Condition {
        @Override
        public List<Path> alternatives() {
            return choice.alternatives().stream()
                    .map(one -> new Path(option, one, ignoreCase)).toList();
        }

        @Override
        public Answer holds(Subject subject, Reading reading) {
            List<String> paths = subject.paths(ignoreCase);
            Answer answer = choice.holds(paths.get(0));
            int others = reading == Reading.CANONICAL ? 0 : paths.size() - 1;
            boolean enough = reading == Reading.ANY; // One accepted reading, or one that is not.
            for (int i = 1; i <= others && reading.accepts(answer) != enough; i++) {
                answer = choice.holds(paths.get(i));
            }
            return answer;
        }
    }

    record Header(String option, Choice<String> choice, String name) implements Condition {
        @Override
        public Answer holds(Subject subject, Reading reading) {
            List<String> values = subject.headers(name, reading);
            Answer answer = choice.holds(values, reading);
            return reading == Reading.ANY && !choice.included().isEmpty()
                    ? answer.or(choice.holds(elements(values), reading)) : answer;
        }

        /**
         * What values with commas are made of: "off, on" is the same as two fields to a server (RFC
         * 9110 section 5.3). Not asked where there are only exclusions: a comma in a User-Agent
         * would make two of it, of which one has not what it should have.
         */
        private static List<String> elements(List<String> values) {
            List<String> elements = new ArrayList<>(0);
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).indexOf(',') >= 0) {
                    for (String element : values.get(i).split(",")) {
                        elements.add(element.strip());
                    }
                }
            }
            return elements;
        }
    }

    record Param(String option, Choice<String> choice, String name) implements Condition {
        @Override
        public Answer holds(Subject subject, Reading reading) {
            return choice.holds(subject.params(name, reading), reading);
        }
    }

    record Cookie(String option, Choice<String> choice, String name) implements Condition {
        @Override
        public Answer holds(Subject subject, Reading reading) {
            return choice.holds(subject.cookies(name, reading), reading);
        }
    }
}
