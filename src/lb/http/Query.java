package lb.http;

import java.util.List;
import java.util.Optional;

/**
 * A query string as a list of parameters, immutable. Changing one leaves the order and the bytes of
 * all others as they were sent. Names and values given and returned are decoded.
 */
public final class Query {
    /** Reads a query as it stands in a URL, without the {@code ?}; anything is accepted. */
    public static Query parse(String raw) { throw new UnsupportedOperationException(); }

    /** The first value of a parameter; {@code ""} where it stands without {@code =}. */
    public Optional<String> first(String name) { throw new UnsupportedOperationException(); }

    /** All values of a parameter. */
    public List<String> all(String name) { throw new UnsupportedOperationException(); }

    /** The same with one parameter more at the end. */
    public Query add(String name, String value) { throw new UnsupportedOperationException(); }

    /** The same with this parameter once: in the place of its first, or at the end. */
    public Query set(String name, String value) { throw new UnsupportedOperationException(); }

    /** The same without this parameter. */
    public Query remove(String name) { throw new UnsupportedOperationException(); }

    /** As it stands in a URL, without the {@code ?}. */
    @Override
    public String toString() { throw new UnsupportedOperationException(); }
}
