package lb.firewall;

import lb.match.Conditions;
import lb.match.Reading;
import lb.match.Subject;

/**
 * One rule of the firewall.
 *
 * @param name its name in the file
 * @param line the line of the file it begins on
 * @param conditions which requests it is about
 * @param action what happens to them
 * @param observe whether it only says what it would do
 */
public record Rule(String name, int line, Conditions conditions, Action action, boolean observe) {
    /**
     * On whose reading of a request its conditions are to hold: any that a server behind might have
     * to be denied, every one to be allowed.
     */
    public Reading reading() {
        return action instanceof Action.Allow ? Reading.EVERY : Reading.ANY;
    }

    boolean matches(Subject subject) {
        return conditions.match(subject, reading());
    }
}
