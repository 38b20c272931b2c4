package lb.match;

/**
 * Whether something matches, when a regex may run out of steps before it is known: Kleene's logic
 * of three values (Introduction to Metamathematics, 1952, section 64). Who asks decides what an
 * open question means to it: {@link Reading}.
 */
enum Answer {
    YES, NO, UNDECIDED;

    static Answer of(boolean yes) {
        return yes ? YES : NO;
    }

    /** No when either is, else undecided when either is. */
    Answer and(Answer other) {
        return this == NO || other == YES ? this : other == NO ? NO : UNDECIDED;
    }

    /** Yes when either is, else undecided when either is. */
    Answer or(Answer other) {
        return this == YES || other == NO ? this : other == YES ? YES : UNDECIDED;
    }

    Answer not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNDECIDED -> UNDECIDED;
        };
    }
}
