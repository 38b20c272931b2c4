package lb.rewrite;

/**
 * Path and query on their way through the steps of a rewrite.
 *
 * @param path as in a request line; it need not be valid until the last step is done
 * @param query without the {@code ?}; empty where there is none
 */
record Target(String path, String query) {

    Target withPath(String path) {
        return new Target(path, query);
    }
}
