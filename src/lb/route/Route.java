package lb.route;

import lb.match.Conditions;
import lb.rewrite.Rewrite;

/**
 * Which requests, changed how, sent where.
 *
 * @param name its name in the file
 * @param line the line of the file it begins on; 0 for the implicit route to the only pool
 * @param priority higher goes first, before specificity
 * @param conditions which requests
 * @param action sent where
 * @param rewrite changed how
 */
public record Route(String name, int line, int priority, Conditions conditions, RouteAction action,
        Rewrite rewrite) {}
