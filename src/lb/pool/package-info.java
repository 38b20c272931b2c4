/**
 * Servers able to answer the same requests: who they are, whether they may be used, and which one
 * takes the next request.
 *
 * <p>The router has named a pool; {@link lb.pool.Pool#choose} names one of its servers and counts
 * the request in; the proxy sends it there and counts it out. Health checks run elsewhere and tell
 * {@link lb.pool.Health}, which tells the pool.
 *
 * <pre>
 *   health check ──observe──▶ Health ──listener──▶ Pool.refresh ──prepare──▶ Balancer
 *                                                       │
 *                                                 list of available servers (replaced whole)
 *                                                       │
 *   request ─────────────────choose──────────────────▶ Pool ────pick───────▶ Balancer
 * </pre>
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li><b>Whoever changes something pays for it.</b> A health check that changes a server's state
 *     works out the new list of available servers, and what the algorithm wants to know about it,
 *     before it returns. A request only reads one reference, so choosing costs the same with ten
 *     servers and with a thousand; working the list out on the first request after a change would
 *     have made that request slow.
 * <li><b>Health is a value replaced whole.</b> State, reason and time are read together by the
 *     status page, so they live in one immutable snapshot and never disagree.
 * <li><b>Algorithms know nothing of health.</b> They are handed servers that may be used, two or
 *     more; the pool answers for none and one.
 * <li><b>The slot is reserved when it is picked</b>, not when the request is sent: two requests
 *     that arrive together must not both see the same server idle.
 * <li><b>One client a server</b> (one {@code HttpClient} each): it is the only handle the JDK gives
 *     for closing the connections to one server and for giving up on one that hangs.
 * </ul>
 */
package lb.pool;
