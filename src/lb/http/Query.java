package lb.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query string as a list of parameters, immutable. Changing one leaves the order and the bytes of
 * all others as they were sent. Names and values given and returned are decoded.
 *
 * <p>Read as forms are (WHATWG URL standard, application/x-www-form-urlencoded): {@code &} is the
 * only separator, {@code +} is a space, the value begins after the first {@code =}, and a broken
 * escape stands for itself. Nothing between two {@code &} is no parameter, but stays.
 */
public final class Query {
    private static final Query EMPTY = new Query(List.of());

    private final List<String> pieces; // What stands between the &, as sent.

    private Query(List<String> pieces) {
        this.pieces = pieces;
    }

    /** Reads a query as it stands in a URL, without the {@code ?}; anything is accepted. */
    public static Query parse(String raw) {
        return raw.isEmpty() ? EMPTY : new Query(List.of(raw.split("&", -1)));
    }

    /** The first value of a parameter; {@code ""} where it stands without {@code =}. */
    public Optional<String> first(String name) {
        for (String piece : pieces) {
            if (isNamed(piece, name)) {
                return Optional.of(value(piece));
            }
        }
        return Optional.empty();
    }

    /** All values of a parameter. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (String piece : pieces) {
            if (isNamed(piece, name)) {
                values.add(value(piece));
            }
        }
        return values;
    }

    /**
     * All values that some server may take for those of a parameter: where {@code ;} separates, too
     * (HTML 4.01 appendix B.2.2), names have no case, blanks before them do not count, and
     * {@code name[]} adds to a list.
     */
    public List<String> allLike(String name) {
        List<String> values = new ArrayList<>(2);
        for (String piece : pieces) {
            for (String part : piece.split(";", -1)) {
                String like = Percent.decode(part.substring(0, end(part)), true).stripLeading();
                int list = like.indexOf('[');
                if (name.equalsIgnoreCase(list > 0 ? like.substring(0, list) : like)
                        || isNamed(part, name)) {
                    values.add(value(part));
                }
            }
            if (isNamed(piece, name) && piece.indexOf(';') >= 0) {
                values.add(value(piece));
            }
        }
        return values;
    }

    /** The same with one parameter more at the end. */
    public Query add(String name, String value) {
        List<String> more = new ArrayList<>(pieces);
        more.add(piece(name, value));
        return new Query(more);
    }

    /** The same with this parameter once: in the place of its first, or at the end. */
    public Query set(String name, String value) {
        List<String> changed = new ArrayList<>(pieces.size() + 1);
        boolean placed = false;
        for (String piece : pieces) {
            if (!isNamed(piece, name)) {
                changed.add(piece);
            } else if (!placed) {
                changed.add(piece(name, value));
                placed = true;
            }
        }
        if (!placed) {
            changed.add(piece(name, value));
        }
        return new Query(changed);
    }

    /** The same without this parameter; the same object when it is not there. */
    public Query remove(String name) {
        List<String> kept = new ArrayList<>(pieces);
        return kept.removeIf(piece -> isNamed(piece, name)) ? new Query(kept) : this;
    }

    private static String piece(String name, String value) {
        return Percent.encode(name) + "=" + Percent.encode(value);
    }

    private static boolean isNamed(String piece, String name) {
        return !piece.isEmpty()
                && Percent.decode(piece.substring(0, end(piece)), true).equals(name);
    }

    private static String value(String piece) {
        int end = end(piece);
        return end == piece.length() ? "" : Percent.decode(piece.substring(end + 1), true);
    }

    /** Where the name ends. */
    private static int end(String piece) {
        int equals = piece.indexOf('=');
        return equals < 0 ? piece.length() : equals;
    }

    /** As it stands in a URL, without the {@code ?}. */
    @Override
    public String toString() {
        return String.join("&", pieces);
    }
}
