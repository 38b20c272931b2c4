/**
 * The one vocabulary in which firewall rules and routes say which requests they are about. Start
 * with {@link lb.match.Conditions}. {@code http} comes before and gives the request in its
 * canonical form; {@code firewall} and {@code route} ask. {@code Coverage} compares conditions with
 * each other, before there is a request; {@code Example} makes requests up for them.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>Three answers, over two: when a regex runs out of steps nobody knows whether it matches. A
 *       rule that denies then denies and one that allows does not allow; a route does not match.
 *   <li>Who denies asks for any reading of a path, who allows for every one: {@link
 *       lb.match.Reading}. The same with fields that stand several times.
 *   <li>A regex matches anywhere in the text, as in nginx; {@code ^} and {@code $} tie it to the
 *       ends. Over the whole text, as {@code String.matches} has it: a rule that denies {@code
 *       ~/[.]git} should not have to say what may stand around it.
 *   <li>{@code /api/} is what is below {@code /api} but not {@code /api} itself, as in nginx.
 *       {@code =/api} is exactly that, not {@code /api/}. {@code /api/**} is the same as {@code
 *       /api}.
 *   <li>A pattern that could never match (a port, an escape, a query, {@code //}) is an error with
 *       a suggestion: a rule that never matches is worse than none, since its author trusts it.
 *   <li>Whether conditions cover others is answered with yes only where that is certain, over an
 *       answer for every pair of regexes, which would need an automaton for each. A test compares
 *       with thousands of requests.
 *   <li>The router orders every alternative host and path of a route by itself, over the whole
 *       route by one of them: {@code a.example, *.example} is an exact host when that is asked for.
 *       So conditions can be taken apart: {@link lb.match.Conditions#alternatives}.
 * </ul>
 */
package lb.match;
