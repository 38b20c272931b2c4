package lb.rewrite;

import java.util.ArrayList;
import java.util.List;
import lb.http.Query;

/** Query parameters to remove, then to set, then to add. Immutable. */
final class ParamChanges {
    private final String[] removed;
    private final NamedValue[] set;
    private final NamedValue[] added;
    private final boolean namesServer;

    private ParamChanges(Builder from) {
        removed = from.removed.toArray(String[]::new);
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

    String apply(String raw, Values values) {
        if (isEmpty()) {
            return raw;
        }
        Query query = Query.parse(raw);
        for (String name : removed) {
            query = query.remove(name);
        }
        for (NamedValue param : set) {
            query = query.set(param.name(), param.value().expand(values));
        }
        for (NamedValue param : added) {
            query = query.add(param.name(), param.value().expand(values));
        }
        return query.toString();
    }

    /** Collects changes. */
    static final class Builder {
        private final List<String> removed = new ArrayList<>();
        private final List<NamedValue> set = new ArrayList<>();
        private final List<NamedValue> added = new ArrayList<>();

        void add(String name, String value) {
            added.add(new NamedValue(name, Template.parse(value)));
        }

        void set(String name, String value) {
            set.add(new NamedValue(name, Template.parse(value)));
        }

        void remove(String name) {
            removed.add(name);
        }

        ParamChanges build() {
            return new ParamChanges(this);
        }
    }
}
