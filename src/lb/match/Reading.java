package lb.match;

/**
 * On whose reading of a request conditions have to hold. What is denied must be denied however the
 * server behind might read it, and what is allowed must be meant by every reading; a question that
 * stays open (a regex ran out of steps) is answered on the safe side too.
 */
public enum Reading {
    /** The canonical one, as for routes. Undecided: it does not match. */
    CANONICAL,

    /** Any that a lenient server may have: for rules that deny or limit. Undecided: it matches. */
    ANY,

    /** Every one of them: for rules that allow. Undecided: it does not match. */
    EVERY;

    boolean accepts(Answer answer) {
        return answer == Answer.YES || answer == Answer.UNDECIDED && this == ANY;
    }
}
