package lb.runtime;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lb.http.IpLiteral;
import lb.proxy.Question;

/** Reads what {@code POST /api/explain} is asked. */
final class Questions {
    private Questions() {}

    /**
     * The request asked about.
     *
     * @param members {@code method} (GET when absent), {@code url}, {@code headers} (an object, or
     *     a list of {@code Name: value}) and {@code from} (the loopback address when absent)
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static Question of(Map<?, ?> members) {
        return Question.of(text(members, "method", "GET"), text(members, "url", ""),
                fields(members.get("headers")), from(text(members, "from", "")));
    }

    /** The address of a client; the loopback address for an empty text. */
    static InetAddress from(String text) {
        return text.isEmpty() ? InetAddress.getLoopbackAddress() : IpLiteral.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text
                        + "\" is not an address; write 10.0.0.9 or 2001:db8::9"));
    }

    private static String text(Map<?, ?> members, String name, String otherwise) {
        return switch (members.get(name)) {
            case null -> otherwise;
            case String text -> text;
            default -> throw new IllegalArgumentException("\"" + name + "\" is to be a text");
        };
    }

    private static List<String> fields(Object headers) {
        List<String> fields = new ArrayList<>();
        switch (headers) {
            case null -> { }
            case Map<?, ?> map -> map.forEach((name, value) -> {
                if (value instanceof List<?> several) {
                    several.forEach(one -> fields.add(name + ": " + one));
                } else {
                    fields.add(name + ": " + value);
                }
            });
            case List<?> list -> list.forEach(field -> fields.add(String.valueOf(field)));
            default -> throw new IllegalArgumentException("\"headers\" is to be an object, as in"
                    + " {\"Accept\": \"text/html\"}");
        }
        return fields;
    }
}
