package lb.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lb.http.Suggestion;
import lb.http.Token;

/** The values of one option as they are collected. */
final class OptionValues {
    /** The options without a name of their own first, in the order in which they are cheap. */
    private static final List<String> KINDS =
            List.of("method", "host", "ip", "path", "header", "cookie", "param");
    private static final List<String> PLAIN = KINDS.subList(0, 4);
    private static final List<String> SPELLED = List.of(
            "host", "path", "method", "ip", "header.NAME", "param.NAME", "cookie.NAME");

    private final String option;
    private final String kind;
    private final String name; // Behind the dot of header.NAME; empty for the others.
    private final List<String> values = new ArrayList<>();

    /**
     * Reads an option's name.
     *
     * @throws IllegalArgumentException when there is no such option
     */
    OptionValues(String option) {
        int dot = option.indexOf('.');
        this.option = option;
        this.kind = dot < 0 ? option : option.substring(0, dot);
        this.name = dot < 0 ? "" : option.substring(dot + 1);
        if (!KINDS.contains(kind) || PLAIN.contains(kind) != (dot < 0)) {
            throw new IllegalArgumentException("there is no condition \"" + option + "\""
                    + Suggestion.among(option, "conditions", SPELLED));
        }
        if (dot >= 0 && (kind.equals("param") ? name.isEmpty() : !Token.isToken(name))) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a " + kind
                    + "; write " + kind + ".NAME");
        }
    }

    /** The same for all spellings of an option. */
    String key() {
        return kind.equals("header") ? option.toLowerCase(Locale.ROOT) : option;
    }

    /** How early to ask: what is cheap to know goes before what must be read out of the request. */
    int order() {
        return KINDS.indexOf(kind);
    }

    void add(String value) {
        String text = value.strip();
        String pattern = text.startsWith("!") ? text.substring(1).strip() : text;
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("a value is missing; write one, or leave out "
                    + option);
        }
        check(pattern); // Now, so that the message stands at this value.
        values.add(text);
    }

    private void check(String pattern) {
        switch (kind) {
            case "method" -> MethodName.parse(pattern);
            case "host" -> HostPattern.parse(pattern);
            case "ip" -> IpBlock.parse(pattern);
            case "path" -> PathPattern.parse(pattern, false);
            default -> TextPattern.parse(pattern);
        }
    }

    Condition condition(boolean ignoreCase) {
        return switch (kind) {
            case "method" -> new Condition.Method(option, choice(MethodName::parse));
            case "host" -> new Condition.Host(option, choice(HostPattern::parse));
            case "ip" -> new Condition.Ip(option, choice(IpBlock::parse));
            case "path" -> new Condition.Path(option,
                    choice(text -> PathPattern.parse(text, ignoreCase)), ignoreCase);
            case "header" -> new Condition.Header(option, choice(TextPattern::parse), name);
            case "cookie" -> new Condition.Cookie(option, choice(TextPattern::parse), name);
            default -> new Condition.Param(option, choice(TextPattern::parse), name);
        };
    }

    private <T> Choice<T> choice(Function<String, ? extends Criterion<T>> parser) {
        List<Criterion<T>> included = new ArrayList<>();
        List<Criterion<T>> excluded = new ArrayList<>();
        for (String value : values) {
            boolean not = value.startsWith("!");
            (not ? excluded : included).add(parser.apply(not ? value.substring(1).strip() : value));
        }
        return new Choice<>(included, excluded);
    }
}
