package lb.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The header fields of a message: an immutable list in which order and repetition count and names
 * are compared without regard to case (RFC 9110 section 5).
 *
 * <p>Kept as one flat array because messages carry ten to twenty fields: at that size a scan that
 * compares lengths first beats any map, and copying is one array copy.
 */
public final class Headers {
    /** No fields at all. */
    public static final Headers EMPTY = new Headers(new String[0]);

    private final String[] fields; // name, value, name, value, …

    private Headers(String[] fields) {
        this.fields = fields;
    }

    /** The given fields, in this order: {@code of("Accept", "text/html", "Cookie", "a=b")}. */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value: " + namesAndValues.length);
        }
        return namesAndValues.length == 0 ? EMPTY : new Headers(namesAndValues.clone());
    }

    /** The number of fields; a name that stands twice counts twice. */
    public int size() {
        return fields.length / 2;
    }

    /** The name of field number {@code index} (from 0), spelled as it was given. */
    public String name(int index) {
        return fields[2 * index];
    }

    /** The value of field number {@code index} (from 0). */
    public String value(int index) {
        return fields[2 * index + 1];
    }

    /** The first value of this name; empty when there is none. */
    public Optional<String> first(String name) {
        int at = indexOf(name, 0);
        return at < 0 ? Optional.empty() : Optional.of(fields[at + 1]);
    }

    /** Whether no field before number {@code index} (from 0) has the same name. */
    public boolean isFirst(int index) {
        return indexOf(fields[2 * index], 0) == 2 * index;
    }

    /** All values of this name in their order; an empty list when there is none. */
    public List<String> all(String name) {
        int at = indexOf(name, 0);
        if (at < 0) {
            return List.of();
        }
        if (indexOf(name, at + 2) < 0) {
            return List.of(fields[at + 1]); // As nearly always.
        }
        List<String> values = new ArrayList<>(2);
        for (; at >= 0; at = indexOf(name, at + 2)) {
            values.add(fields[at + 1]);
        }
        return values;
    }

    /** All values of this name and of those that a server may take for it: {@link FieldName}. */
    public List<String> allLike(String name) {
        List<String> values = List.of();
        for (int i = 0; i < fields.length; i += 2) {
            if (FieldName.isLike(fields[i], name)) {
                values = values.isEmpty() ? new ArrayList<>(2) : values;
                values.add(fields[i + 1]);
            }
        }
        return values;
    }

    /** Whether there is a field of this name. */
    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    private int indexOf(String name, int from) {
        for (int i = from; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) { // Compares lengths first.
                return i;
            }
        }
        return -1;
    }

    /** A builder that starts from these fields. */
    public Builder toBuilder() {
        return new Builder(fields, fields.length);
    }

    /** A builder that starts empty. */
    public static Builder builder() {
        return new Builder(EMPTY.fields, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers headers && normal().equals(headers.normal());
    }

    @Override
    public int hashCode() {
        return normal().hashCode();
    }

    private List<String> normal() {
        List<String> copy = new ArrayList<>(Arrays.asList(fields));
        for (int i = 0; i < copy.size(); i += 2) {
            copy.set(i, copy.get(i).toLowerCase(Locale.ROOT));
        }
        return copy;
    }

    /** One field a line, as in a message. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            text.append(fields[i]).append(": ").append(fields[i + 1]).append('\n');
        }
        return text.toString();
    }

    /** Collects fields. Not safe for several threads; {@link #build} may be called once. */
    public static final class Builder {
        private String[] fields;
        private int length;

        private Builder(String[] start, int length) {
            this.fields = Arrays.copyOf(start, length + 16); // Room for what a proxy adds.
            this.length = length;
        }

        /** Appends a field, whether or not the name is there already. */
        public Builder add(String name, String value) {
            if (length == fields.length) {
                fields = Arrays.copyOf(fields, 2 * length);
            }
            fields[length++] = name;
            fields[length++] = value;
            return this;
        }

        /** Removes this name as {@link #remove} does and appends it with this value. */
        public Builder set(String name, String value) {
            return remove(name).add(name, value);
        }

        /**
         * Removes every field of this name, and those that a server may take for it ({@link
         * FieldName}): what was set or removed here must not come in by a side door.
         */
        public Builder remove(String name) {
            return removeIf(field -> FieldName.isLike(field, name));
        }

        /** Removes every field whose name fits. */
        public Builder removeIf(Predicate<String> name) {
            int kept = 0;
            for (int i = 0; i < length; i += 2) {
                if (!name.test(fields[i])) {
                    fields[kept++] = fields[i];
                    fields[kept++] = fields[i + 1];
                }
            }
            length = kept;
            return this;
        }

        /** The fields collected. */
        public Headers build() {
            return length == 0 ? EMPTY : new Headers(Arrays.copyOf(fields, length));
        }
    }
}
