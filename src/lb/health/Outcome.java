package lb.health;

/**
 * What came of one check.
 *
 * @param passed whether the server is well
 * @param reason what was seen, in a few words: {@code status 500}, {@code connection refused}
 */
record Outcome(boolean passed, String reason) {
    static Outcome failed(String reason) {
        return new Outcome(false, reason);
    }
}
