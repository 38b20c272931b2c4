package lb.firewall;

/** What a rule does with the requests it matches. */
public sealed interface Action permits Action.Deny, Action.Allow, Limit {
    /** Answers with {@code status}, 400 to 599. */
    record Deny(int status) implements Action {
        /** Checks the status. */
        public Deny {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("a denial is answered with a status from 400 to"
                        + " 599, not " + status + "; write deny or deny 404");
            }
        }

        @Override
        public String toString() {
            return status == FORBIDDEN ? "deny" : "deny " + status;
        }
    }

    /** Lets them pass and tries no further rule. */
    record Allow() implements Action {
        @Override
        public String toString() {
            return "allow";
        }
    }

    /** What {@code deny} answers with when it names no status: RFC 9110 section 15.5.4. */
    int FORBIDDEN = 403;

    /**
     * Reads an action: {@code deny}, {@code deny 404}, {@code allow}, {@code limit 100/s}.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static Action parse(String text) {
        String[] words = text.strip().split("\\s+");
        if (words[0].equals("limit")) {
            return Limit.parse(text);
        }
        if (words[0].equals("allow") && words.length == 1) {
            return new Allow();
        }
        if (words[0].equals("deny") && words.length == 1) {
            return new Deny(FORBIDDEN);
        }
        if (words[0].equals("deny") && words.length == 2 && words[1].matches("[0-9]{1,9}")) {
            return new Deny(Integer.parseInt(words[1]));
        }
        throw new IllegalArgumentException("there is no action \"" + text + "\"; "
                + Spelling.suggestion(words[0]));
    }
}
