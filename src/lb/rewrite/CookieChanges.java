package lb.rewrite;

import java.util.ArrayList;
import java.util.List;
import lb.http.Cookies;
import lb.http.Headers;
import lb.http.Token;

/** Request cookies to remove, then to set. Immutable. */
final class CookieChanges {
    private final String[] removed;
    private final NamedValue[] set;
    private final boolean namesServer;

    private CookieChanges(Builder from) {
        removed = from.removed.toArray(String[]::new);
        set = from.set.toArray(NamedValue[]::new);
        namesServer = NamedValue.anyNamesServer(from.set);
    }

    boolean isEmpty() {
        return removed.length + set.length == 0;
    }

    boolean namesServer() {
        return namesServer;
    }

    Headers apply(Headers headers, Values values) {
        if (isEmpty()) {
            return headers;
        }
        Cookies sent = Cookies.of(headers);
        Cookies changed = sent;
        for (String name : removed) {
            changed = changed.remove(name);
        }
        for (NamedValue cookie : set) {
            changed = changed.set(cookie.name(), cookie.value().expand(values));
        }
        // Where nothing changed the lines stay as they were, however many there are.
        return changed == sent ? headers : changed.into(headers);
    }

    /** Collects changes. */
    static final class Builder {
        private final List<String> removed = new ArrayList<>();
        private final List<NamedValue> set = new ArrayList<>();

        void set(String name, String value) {
            set.add(new NamedValue(check(name), checkValue(value)));
        }

        void remove(String name) {
            removed.add(check(name));
        }

        private static String check(String name) {
            if (!Token.isToken(name)) {
                throw new IllegalArgumentException("\"" + name + "\" cannot be a cookie's name;"
                        + " write letters, digits, - and _");
            }
            return name;
        }

        private static Template checkValue(String value) {
            if (!Cookies.isValue(value)) {
                throw new IllegalArgumentException("a cookie's value holds no blanks, quotes,"
                        + " commas, semicolons, backslashes and nothing beyond ASCII;"
                        + " percent-encode them, as in a%20b");
            }
            return Template.parse(value);
        }

        CookieChanges build() {
            return new CookieChanges(this);
        }
    }
}
