/**
 * Changes requests on their way to a server, and responses on their way back. Start with {@link
 * lb.rewrite.Rewriter}; {@link lb.rewrite.Rewrite} is what the file says. The router comes before
 * and says which rewrite; the balancer comes after, and then what names {@code {server}} is done.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>The order is fixed (remove, set, add; strip, prepend, replace; headers before cookies),
 *       over the file's order: whoever reads one line knows what it does without the others.
 *       Variables stand for what the client sent, for the same reason.
 *   <li>What a change is not about keeps its bytes. Only a path with {@code .} or {@code ..} in it
 *       is resolved before a step may cut it, since a step must not cut between a folder and the
 *       {@code ..} that leaves it.
 *   <li>A step looks at the path as sent, and where it has nothing to do with that, at the path in
 *       its plain spelling, over the sent one only: the router has matched {@code /%61pi} as {@code
 *       /api}, so {@code path.strip = /api} must do so too.
 *   <li>A rewritten path begins with one slash and holds no {@code ..}, whatever was put together.
 *       It is mended, over answering 400: the operator's pattern is at fault, not the client.
 *   <li>{@code path.replace} replaces every match, as Traefik, Caddy and Envoy do, over the first
 *       only; {@code ?} in it is as in nginx. Text of the path becomes one value there, over nginx,
 *       where {@code &} in a path begins another parameter.
 *   <li>What variables stand for is visible ASCII always, so that neither a header, a cookie nor a
 *       Location can be broken out of, whatever the parser in front lets through.
 *   <li>A brace before a letter begins a variable and must be one of ours; other braces stand for
 *       themselves, so that JSON may be written as it is. Over braces that are text unless they
 *       happen to be a variable: {@code {hots}} would be sent to servers.
 *   <li>Framing and hop-by-hop fields cannot be changed, Date neither: the parts of lb that write
 *       them would overrule it in silence.
 * </ul>
 */
package lb.rewrite;
