package lb.rewrite;

import java.util.Collection;

/** A header field, parameter or cookie to put in. */
record NamedValue(String name, Template value) {

    static boolean anyNamesServer(Collection<NamedValue> values) {
        return values.stream().anyMatch(value -> value.value().namesServer());
    }
}
