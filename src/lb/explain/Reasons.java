package lb.explain;

import java.util.List;
import java.util.Optional;
import lb.config.Written;
import lb.config.Written.Item;
import lb.http.Cookies;
import lb.http.Query;
import lb.http.Request;
import lb.match.Conditions;
import lb.match.Reading;
import lb.match.Subject;

/** Why conditions match a request, or not: in their own words, beside what the request has. */
final class Reasons {
    private static final int LONGEST = 80; // Arbitrary: about what fits beside the rest.

    private Reasons() {}

    /** The option that a request misses, with its line. */
    record Miss(int line, String text) {}

    /**
     * Why conditions do not match; empty when they do.
     *
     * @param kind {@code route} or {@code firewall}
     * @param name the route's or the rule's
     */
    static Optional<Miss> miss(Written written, String kind, String name, Conditions conditions,
            Request request, Reading reading) {
        return conditions.mismatch(new Subject(request), reading).map(text -> {
            String option = text.substring(0, text.indexOf(" = "));
            return new Miss(line(written, kind, name, option),
                    text + ", and here " + has(request, option));
        });
    }

    /** The line of an option; 0 when there is none. */
    static int line(Written written, String kind, String name, String option) {
        return written.about(kind, name).stream()
                .filter(item -> item.option().equalsIgnoreCase(option))
                .mapToInt(Item::line).findFirst().orElse(0);
    }

    /** What conditions say, for one that matches. */
    static String said(Conditions conditions) {
        String text = conditions.toString();
        return text.isEmpty() ? "every request" : text;
    }

    private static String has(Request request, String option) {
        String name = option.substring(option.indexOf('.') + 1);
        return switch (option.split("\\.", 2)[0]) {
            case "method" -> "it is " + request.method();
            case "host" -> request.host().isEmpty() ? "there is none" : "it is " + request.host();
            case "path" -> "it is " + shown(request.canonical().value());
            case "ip" -> "it is " + request.origin().client().getHostAddress();
            case "header" -> values(request.headers().all(name));
            case "param" -> values(Query.parse(request.query()).all(name));
            default -> values(Cookies.of(request.headers()).all(name));
        };
    }

    private static String values(List<String> values) {
        return values.isEmpty() ? "there is none" : "it is " + shown(String.join(", ", values));
    }

    /** A client's text, so short that a table of it can be read. */
    static String shown(String text) {
        String visible = text.replaceAll("[^ -~]", "?");
        return visible.length() <= LONGEST ? visible : visible.substring(0, LONGEST) + "…";
    }
}
