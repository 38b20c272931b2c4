/**
 * Traffic that never was: requests on a virtual clock, balanced by the classes that serve real
 * ones, to compare algorithms and to see what becomes of a pool when something happens to it.
 *
 * <p>{@code Arrivals} come by their seed, {@code Replica} is a load balancer with a real
 * {@link lb.pool.Pool}, {@code Journey} takes a request through it to a {@code Machine}, which is
 * what a server looks like from outside; {@code Agenda} is the clock. {@link lb.simulate.Scenario}
 * says what happens, {@code Tally} what came of it; {@link lb.simulate.Comparison} and
 * {@link lb.simulate.Page} tell it.
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li><b>Who is chosen, ejected, up, starting slowly or next in line is decided by the pool
 *     itself</b>, over a model of it: it is given another clock, a place in the queue that does not
 *     block, and nothing else. Whether to try again, {@link lb.proxy.Retry} decides. Only the way
 *     of a request is told a second time, in {@code Journey}, for the one in {@code proxy} waits
 *     for the network where this one waits for the agenda.
 * <li><b>The same arrivals for every algorithm</b>, down to the work in each request. What differs
 *     is then the algorithm's doing, over averages of many runs.
 * <li><b>Chance comes from {@code SplittableRandom} and {@code StrictMath}</b>, both defined to the
 *     last bit: the same seed, the same output, on every JDK.
 * <li><b>A server is a few workers and one line before them.</b> Simple enough for its waiting
 *     times to be known from theory, which tests hold it to.
 * <li><b>Left out:</b> sticky sessions, bodies, methods that may not be sent twice, and the time
 *     that lb itself takes.
 * </ul>
 */
package lb.simulate;
