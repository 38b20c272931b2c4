package lb.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lb.http.IpLiteral;
import lb.http.Suggestion;
import lb.match.Conditions;
import lb.proxy.Question;

/**
 * A test that a file holds of itself, as it is written:
 *
 * <pre>
 * METHOD URL [from ADDRESS] [header NAME: VALUE]…
 *     -> pool NAME | STATUS | redirect [STATUS] URL | respond STATUS
 *        [route NAME] [rule NAME] [path PATH] [header NAME: VALUE]…
 * </pre>
 *
 * <p>Before the arrow stands the request; behind it what is to become of it, and what the request
 * to the server is to be like.
 *
 * @param question the request
 * @param end what is to become of it
 * @param route the route that is to take it; empty: any
 * @param rule the rule that is to stop it; empty: any
 * @param path the path a server is to see, with the query if it has a {@code ?}; empty: any
 * @param fields conditions of one header field each that the outgoing request is to meet
 */
record SelfTest(Question question, End end, Optional<String> route, Optional<String> rule,
        Optional<String> path, List<Conditions> fields) {
    /** Requests come from this machine unless they say otherwise. */
    private static final InetAddress LOOPBACK = IpLiteral.parse("127.0.0.1").orElseThrow();
    private static final List<String> BEFORE = List.of("from", "header", "->");
    private static final List<String> BEHIND = List.of("route", "rule", "path", "header");
    private static final String WRITE =
            "write GET http://shop.example.com/ -> pool shop (or 403, or redirect URL)";

    /** What becomes of a request. */
    sealed interface End {
        /** It goes to a pool. */
        record Pool(String name) implements End {
            @Override
            public String toString() {
                return "pool " + name;
            }
        }

        /** lb answers it with this status, for whatever reason. */
        record Status(int status) implements End {
            @Override
            public String toString() {
                return Integer.toString(status);
            }
        }

        /** A route redirects it, with any status if that is 0. */
        record Redirect(int status, String location) implements End {
            @Override
            public String toString() {
                return "redirect " + (status == 0 ? "" : status + " ") + location;
            }
        }

        /** A route answers it. */
        record Respond(int status) implements End {
            @Override
            public String toString() {
                return "respond " + status;
            }
        }
    }

    /**
     * Reads a test.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static SelfTest parse(String text) {
        Words words = new Words(text);
        Question question = question(words);
        End end = end(words);
        Optional<String> route = Optional.empty();
        Optional<String> rule = Optional.empty();
        Optional<String> path = Optional.empty();
        List<Conditions> fields = new ArrayList<>();
        while (words.more()) {
            String word = words.take("");
            switch (word) {
                case "route" -> route = Optional.of(words.take("the name of a route"));
                case "rule" -> rule = Optional.of(words.take("the name of a rule"));
                case "path" -> path = Optional.of(Units.target(words.take("a path")));
                case "header" -> fields.add(field(words.takeField()));
                default -> throw unexpected(word, BEHIND);
            }
        }
        if (!(end instanceof End.Pool) && (path.isPresent() || !fields.isEmpty())) {
            throw new IllegalArgumentException("path and header behind the arrow are about what a"
                    + " server gets; leave them out, or write -> pool NAME");
        }
        return new SelfTest(question, end, route, rule, path, List.copyOf(fields));
    }

    private static Question question(Words words) {
        if (!words.more()) {
            throw new IllegalArgumentException("a test is missing; " + WRITE);
        }
        String method = words.take("");
        String url = words.take("a URL");
        InetAddress from = LOOPBACK;
        List<String> fields = new ArrayList<>();
        String word = "";
        while (!word.equals("->")) {
            if (!words.more()) {
                throw new IllegalArgumentException("a test reads METHOD URL -> OUTCOME; " + WRITE);
            }
            word = words.take("");
            switch (word) {
                case "from" -> from = address(words.take("an address"));
                case "header" -> fields.add(words.takeField());
                case "->" -> { }
                default -> throw unexpected(word, BEFORE);
            }
        }
        return Question.of(method, url, fields, from);
    }

    private static End end(Words words) {
        String word = words.take("what is to become of the request");
        return switch (word) {
            case "pool" -> new End.Pool(words.take("the name of a pool"));
            case "respond" -> new End.Respond(status(words.take("a status")));
            case "redirect" -> {
                boolean withStatus = words.peek().matches("[0-9]{3}");
                int status = withStatus ? status(words.take("")) : 0;
                yield new End.Redirect(status, words.take("a URL"));
            }
            default -> new End.Status(status(word));
        };
    }

    private static int status(String word) {
        if (!word.matches("[1-5][0-9][0-9]")) {
            throw new IllegalArgumentException("\"" + word + "\" is nothing that can become of a"
                    + " request; write pool NAME, a status, redirect URL or respond STATUS");
        }
        return Integer.parseInt(word);
    }

    private static InetAddress address(String word) {
        return IpLiteral.parse(word).orElseThrow(() -> new IllegalArgumentException("\"" + word
                + "\" is not an IP address; write from 192.0.2.7"));
    }

    /** Expected of a field is what conditions of routes can say: a value, *, ~regex, !value. */
    private static Conditions field(String field) {
        int colon = field.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("\"" + field + "\" is not a header field; write"
                    + " header Name: value");
        }
        return Conditions.builder().add("header." + field.substring(0, colon),
                field.substring(colon + 1)).build();
    }

    private static IllegalArgumentException unexpected(String word, List<String> known) {
        return new IllegalArgumentException("\"" + word + "\" is not understood here"
                + Suggestion.among(word, "words", known) + " (values with blanks stand in quotes)");
    }
}
