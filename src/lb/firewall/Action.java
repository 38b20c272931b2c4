package lb.firewall;

/** What a rule does with the requests it matches. */
public sealed interface Action {
    /** Answers with {@code status}, 400 to 599. */
    record Deny(int status) implements Action {}

    /** Lets them pass and tries no further rule. */
    record Allow() implements Action {}

    /**
     * Reads an action: {@code deny}, {@code deny 404}, {@code allow}.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static Action parse(String text) { throw new UnsupportedOperationException(); }
}
