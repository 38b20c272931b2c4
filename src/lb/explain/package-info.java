/**
 * Why lb does with a request what it does: {@link lb.explain.Explainer} takes a request that nobody
 * has sent through the stages and writes down what each of them says, with the lines of the file
 * that made it say so. For the command and for the admin listener; what comes before is a pipeline,
 * one that serves or one made for the purpose.
 *
 * <p>Reading order: {@code Explainer} (the order of the stages) → {@code FirewallStage}, {@code
 * RouteStage}, {@code RewriteStage}, {@code PoolStage} → {@link lb.explain.Explanation} (what was
 * found out) → {@link lb.explain.ExplanationText} (the same for people).
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li><b>No stage decides here.</b> {@code proxy.DryRun}, the router, the rewriter, the pool and
 *     its {@code proxy.Retry} say what they do; this package asks their parts (conditions,
 *     rewrites, candidates) for the reasons. A property test compares with lb on the wire.
 * <li><b>Rewrites are shown one by one</b> by applying the first one, the first two and so on, over
 *     hooks within the rewriter, which would be read by everybody and used by few.
 * <li><b>Nothing is counted</b>: a rate limiter is peeked at, a turn is not used up, no server gets
 *     a connection.
 * <li><b>The request out is text that we make</b>, as the JDK's client would; it does not tell what
 *     it sends. The same test compares it with the bytes that servers receive.
 * </ul>
 */
package lb.explain;
