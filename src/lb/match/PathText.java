package lb.match;

import lb.http.Canonical;
import lb.http.CanonicalPath;
import lb.http.Percent;

/** Reads paths in the file, and refuses those that no canonical path will ever equal. */
final class PathText {
    private PathText() {}

    /**
     * The path as it stands there.
     *
     * @param exact whether a {@code =} stood before it, for the suggestion
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static String parse(String text, boolean exact) {
        String before = exact ? "=" : "";
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(withoutSlash(text, before));
        }
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" has a query or fragment, which is"
                    + " no part of a path; for parameters write param.NAME");
        }
        // Repaired: what is no escape yet becomes one and is decoded to what stands there.
        Canonical canonical = CanonicalPath.of(Percent.repairPath(text), true);
        if (canonical instanceof Canonical.Ambiguous ambiguous) {
            throw new IllegalArgumentException("no request with the path \"" + text
                    + "\" gets this far: " + ambiguous.reason());
        }
        String value = ((CanonicalPath) canonical).value();
        if (!value.equals(text)) {
            throw new IllegalArgumentException("paths are compared decoded and resolved; did you"
                    + " mean \"" + before + value + "\"?");
        }
        return text;
    }

    private static String withoutSlash(String text, String before) {
        if (text.equals("*")) {
            return "\"*\" does not begin with a slash; leave path out to match every path";
        }
        String slashed = text.startsWith("*") && !text.startsWith("**") ? "/*" + text : "/" + text;
        return "\"" + before + text + "\" does not begin with a slash"
                + (text.isEmpty() || text.contains(":") ? "; write a path, as in " + before + "/api"
                        : "; did you mean \"" + before + slashed + "\"?");
    }
}
