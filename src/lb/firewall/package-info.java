/**
 * The first stage: who may pass. Start with {@link lb.firewall.Firewall}. Before it, {@code http}
 * refused what could be read in several ways; after it, {@code route} decides where a request goes.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>The file's order decides, not specificity as with routes: who reads a firewall reads it
 *       from top to bottom.
 *   <li>A rule in observe mode is recorded and passed over, whatever its action: what it would have
 *       done is told next to what was done without it.
 *   <li>A guard that cannot decide says no. A rule that denies matches on any reading of a request
 *       that a lenient server might have, one that allows only when all agree; the same when a
 *       regex gave up.
 * </ul>
 */
package lb.firewall;
