package lb.rewrite;

import lb.http.Percent;

/** One step of a path's rewriting. */
sealed interface PathChange permits Strip, Prepend, Replace {

    /**
     * The path after this step; the same object when the step has nothing to do with it.
     *
     * @param target a path without {@code .} and {@code ..}
     */
    Target apply(Target target, Values values);

    /** Whether it depends on the server. */
    boolean namesServer();

    /**
     * Checks a whole path that the operator wrote.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static String check(String path) {
        checkPiece(path);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with /; write /" + path);
        }
        if (path.contains("?") || path.contains("#")) {
            throw new IllegalArgumentException("a path ends before ? and #; for the query there"
                    + " are param.add, param.set and param.remove");
        }
        return path;
    }

    /** Checks what becomes a piece of a path. */
    static String checkPiece(String path) {
        if (path.contains("\\")) {
            throw new IllegalArgumentException("a path is written with /, not with \\");
        }
        if (path.contains("{?")) {
            throw new IllegalArgumentException("{?query} has no place in a path: the query is"
                    + " kept anyway; leave it out");
        }
        if (RawPath.hasDots("/" + Percent.repairPath(path))) {
            throw new IllegalArgumentException("a path cannot hold the steps . and ..; write the"
                    + " path that they lead to");
        }
        return path;
    }
}
