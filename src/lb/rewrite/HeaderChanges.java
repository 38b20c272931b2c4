package lb.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import lb.http.Headers;

/** Header fields to remove, then to set, then to add. Immutable. */
final class HeaderChanges {
    private final HeaderPattern[] removed;
    private final NamedValue[] set;
    private final NamedValue[] added;
    private final boolean namesServer;

    private HeaderChanges(Builder from) {
        removed = from.removed.toArray(HeaderPattern[]::new);
        set = from.set.toArray(NamedValue[]::new);
        added = from.added.toArray(NamedValue[]::new);
        namesServer = NamedValue.anyNamesServer(from.set) || NamedValue.anyNamesServer(from.added);
    }

    boolean isEmpty() {
        return removed.length + set.length + added.length == 0;
    }

    boolean namesServer() {
        return namesServer;
    }

    Headers apply(Headers headers, Values values) {
        if (isEmpty()) {
            return headers;
        }
        Headers.Builder changed = headers.toBuilder();
        if (removed.length > 0) {
            changed.removeIf(this::removes);
        }
        for (NamedValue field : set) {
            changed.set(field.name(), field.value().expand(values));
        }
        for (NamedValue field : added) {
            changed.add(field.name(), field.value().expand(values));
        }
        return changed.build();
    }

    private boolean removes(String name) {
        for (HeaderPattern pattern : removed) {
            if (pattern.covers(name)) {
                return true;
            }
        }
        return false;
    }

    /** Collects changes. */
    static final class Builder {
        private final UnaryOperator<String> check;
        private final List<HeaderPattern> removed = new ArrayList<>();
        private final List<NamedValue> set = new ArrayList<>();
        private final List<NamedValue> added = new ArrayList<>();

        /** Collects changes of fields whose names {@code check} lets through. */
        Builder(UnaryOperator<String> check) {
            this.check = check;
        }

        void add(String name, String value) {
            added.add(field(name, value));
        }

        void set(String name, String value) {
            if (set.stream().anyMatch(field -> field.name().equalsIgnoreCase(name))) {
                throw new IllegalArgumentException(name + " is set already: upper and lower case"
                        + " are the same in a header's name; keep one");
            }
            set.add(field(name, value));
        }

        private NamedValue field(String name, String value) {
            if (name.contains("*")) {
                throw new IllegalArgumentException("\"" + name + "\" does not name one header; a *"
                        + " is for remove only");
            }
            return new NamedValue(check.apply(name), HeaderName.checkValue(value));
        }

        void remove(String name) {
            removed.add(HeaderPattern.parse(check.apply(name)));
        }

        HeaderChanges build() {
            return new HeaderChanges(this);
        }
    }
}
