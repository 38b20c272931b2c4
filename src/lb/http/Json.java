package lb.http;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * JSON (RFC 8259). A value is a {@code Map} (its members in order), a {@code Collection}, a {@code
 * Number}, a {@code Boolean}, an {@code Optional} (empty: null), null, or anything else, whose
 * {@code toString} becomes a string. Numbers that are none, as 0/0, become null.
 */
public final class Json {
    private static final String STEP = "  ";

    private final StringBuilder out = new StringBuilder();
    private final boolean lines;

    private Json(boolean lines) {
        this.lines = lines;
    }

    /** A value in one line, without blanks. */
    public static String compact(Object value) {
        return new Json(false).add(value, "").out.toString();
    }

    /** A value over several lines, to be read by people; what holds no other fits in one line. */
    public static String pretty(Object value) {
        return new Json(true).add(value, "").out.append('\n').toString();
    }

    /**
     * Reads a value: objects as {@code Map<String, Object>}, arrays as {@code List<Object>},
     * numbers as {@code Long} or {@code Double}.
     *
     * @throws IllegalArgumentException with what is wrong and where; also when a name stands twice
     *     in an object, or when values are nested deeper than anybody means
     */
    public static Object parse(String text) {
        return new JsonReader(text).read();
    }

    private Json add(Object value, String indent) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> addMembers(map, indent);
            case Collection<?> items -> addItems(items, indent);
            case Optional<?> optional -> add(optional.orElse(null), indent);
            case OptionalDouble number ->
                add(number.isPresent() ? number.getAsDouble() : null, indent);
            case Double number when !Double.isFinite(number) -> out.append("null");
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                out.append(number.longValue());
            case Number number -> out.append(number);
            case Boolean bool -> out.append(bool);
            default -> addString(value.toString());
        }
        return this;
    }

    private void addMembers(Map<?, ?> map, String indent) {
        boolean split = lines && map.values().stream().anyMatch(Json::isNested);
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> all = map.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<?, ?> member = all.next();
            begin(split, indent);
            addString(member.getKey().toString());
            out.append(lines ? ": " : ":");
            add(member.getValue(), indent + STEP);
            separate(all.hasNext(), split);
        }
        end(split && !map.isEmpty(), indent, '}');
    }

    private void addItems(Collection<?> items, String indent) {
        boolean split = lines && items.stream().anyMatch(Json::isNested);
        out.append('[');
        for (Iterator<?> all = items.iterator(); all.hasNext(); ) {
            begin(split, indent);
            add(all.next(), indent + STEP);
            separate(all.hasNext(), split);
        }
        end(split && !items.isEmpty(), indent, ']');
    }

    private static boolean isNested(Object value) {
        return value instanceof Map<?, ?> map && !map.isEmpty()
                || value instanceof Collection<?> items && items.stream().anyMatch(Json::isNested);
    }

    private void begin(boolean split, String indent) {
        if (split) {
            out.append('\n').append(indent).append(STEP);
        }
    }

    private void separate(boolean more, boolean split) {
        if (more) {
            out.append(lines && !split ? ", " : ",");
        }
    }

    private void end(boolean split, String indent, char bracket) {
        if (split) {
            out.append('\n').append(indent);
        }
        out.append(bracket);
    }

    private void addString(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                out.append('\\').append(next);
            } else if (needsEscape(next)) {
                out.append(String.format("\\u%04x", (int) next));
            } else {
                out.append(next);
            }
        }
        out.append('"');
    }

    /** Control characters, halves of characters, and what ends a line or a script in a page. */
    private static boolean needsEscape(char character) {
        return character < ' ' || character >= 0x7f && character < 0xa0 || character == '<'
                || character == 0x2028 || character == 0x2029 || Character.isSurrogate(character);
    }
}
