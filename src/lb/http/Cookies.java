package lb.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cookies of a request (RFC 6265 section 4.2), immutable; the others' bytes stay as sent.
 *
 * <p>Names are compared as they stand, with regard to case. A {@code ;} separates also within
 * quotes (section 5.2 reads it so), and a cookie without {@code =} has the value {@code ""}.
 */
public final class Cookies {
    private final List<String> pieces; // What stands between the semicolons, blanks included.

    private Cookies(List<String> pieces) {
        this.pieces = pieces;
    }

    /** Reads every Cookie field of a request. */
    public static Cookies of(Headers headers) {
        List<String> lines = headers.all("Cookie");
        // RFC 9113 section 8.2.3: several lines are one list, joined by "; ".
        return new Cookies(lines.isEmpty() ? lines : split(String.join("; ", lines)));
    }

    private static List<String> split(String line) {
        return List.of(line.split(";", -1));
    }

    /** The first cookie of this name, without quotes around its value. */
    public Optional<String> first(String name) {
        for (String piece : pieces) {
            if (isNamed(piece, name)) {
                return Optional.of(value(piece));
            }
        }
        return Optional.empty();
    }

    /** All values of cookies of this name, without quotes: a server may take any of them. */
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
     * All values that some server may take for those of a cookie: where {@code ,} separates, too
     * (RFC 2109 section 4.3.4), names have no case, and names and values are percent-decoded.
     */
    public List<String> allLike(String name) {
        List<String> values = new ArrayList<>(all(name));
        for (String piece : pieces) {
            for (String part : piece.split(",", -1)) {
                String like = part.substring(0, end(part)).strip();
                if (name.equalsIgnoreCase(like)
                        || name.equalsIgnoreCase(Percent.decode(like, false))) {
                    values.add(value(part));
                    values.add(Percent.decode(value(part), false));
                }
            }
        }
        return values;
    }

    /**
     * The same with this cookie once: in the place of its first, or at the end.
     *
     * @param name a token, as {@link Token#isToken} has it
     * @param value what a cookie cannot hold (controls, blanks, {@code " , ; \} and all beyond
     *     ASCII) is percent-encoded; quotes around the whole stay
     * @throws IllegalArgumentException when the name is no token
     */
    public Cookies set(String name, String value) {
        if (!Token.isToken(name)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be a cookie's name");
        }
        String cookie = name + "=" + encode(value);
        List<String> changed = new ArrayList<>(pieces.size() + 1);
        boolean placed = false;
        for (String piece : pieces) {
            if (!isNamed(piece, name)) {
                changed.add(piece);
            } else if (!placed) {
                changed.add(blanks(piece) + cookie);
                placed = true;
            }
        }
        if (!placed) {
            changed.add(changed.isEmpty() ? cookie : " " + cookie);
        }
        return new Cookies(changed);
    }

    /** The same without this cookie; the same object when it is not there. */
    public Cookies remove(String name) {
        List<String> kept = new ArrayList<>(pieces);
        return kept.removeIf(piece -> isNamed(piece, name)) ? new Cookies(kept) : this;
    }

    /** The fields with one Cookie line for these cookies, or none when there are none. */
    public Headers into(Headers headers) {
        String line = toString();
        Headers.Builder fields = headers.toBuilder().remove("Cookie");
        return (line.isEmpty() ? fields : fields.add("Cookie", line)).build();
    }

    /** As in a Cookie line; empty when there are none. */
    @Override
    public String toString() {
        String line = String.join(";", pieces).strip();
        return line.chars().allMatch(c -> c == ';' || c == ' ') ? "" : line;
    }

    private static boolean isNamed(String piece, String name) {
        return piece.substring(0, end(piece)).strip().equals(name);
    }

    private static String value(String piece) {
        int end = end(piece);
        String value = end == piece.length() ? "" : piece.substring(end + 1).strip();
        return isQuoted(value) ? value.substring(1, value.length() - 1) : value;
    }

    /** Where the name ends. */
    private static int end(String piece) {
        int equals = piece.indexOf('=');
        return equals < 0 ? piece.length() : equals;
    }

    private static String blanks(String piece) {
        return piece.substring(0, piece.length() - piece.stripLeading().length());
    }

    private static boolean isQuoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    }

    /** Whether a value can be sent as it stands (RFC 6265 section 4.1.1: cookie-value). */
    public static boolean isValue(String value) {
        return encode(value).equals(value);
    }

    private static String encode(String value) {
        return isQuoted(value)
                ? "\"" + encodeOctets(value.substring(1, value.length() - 1)) + "\""
                : encodeOctets(value);
    }

    private static String encodeOctets(String value) {
        if (value.chars().allMatch(Cookies::isOctet)) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (isOctet(b)) {
                out.append((char) b);
            } else {
                Percent.escape(out, b);
            }
        }
        return out.toString();
    }

    /** RFC 6265 section 4.1.1: cookie-octet. */
    private static boolean isOctet(int c) {
        return c > ' ' && c < 0x7F && "\",;\\".indexOf(c) < 0;
    }
}
