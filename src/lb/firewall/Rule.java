package lb.firewall;

import lb.match.Conditions;

/**
 * One rule of the firewall.
 *
 * @param name its name in the file
 * @param line the line of the file it begins on
 * @param conditions which requests it is about
 * @param action what happens to them
 * @param observe whether it only says what it would do
 */
public record Rule(String name, int line, Conditions conditions, Action action, boolean observe) {}
