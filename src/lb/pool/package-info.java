/**
 * Servers able to answer the same requests: who they are, whether they may be used, and which one
 * takes the next request.
 *
 * <p>The router has named a pool; {@link lb.pool.Pool#admit} names one of its servers and counts
 * the request in; the proxy sends it there, says what came of it, and counts it out. Health checks
 * run elsewhere and tell {@link lb.pool.Health}, which tells the pool.
 *
 * <pre>
 *   health check ──────▶ Health ──┐
 *   operator ── drain, down … ────┤
 *   answered, failed ─ ejection ──┼──▶ Pool.refresh ──prepare──▶ Balancer
 *   time ───── tick ──────────────┘         │
 *                                        Roster (replaced whole)
 *                                           │
 *   request ────────────admit────────────▶ Pool ─────pick──────▶ Balancer
 *                                           │
 *                                      WaitingLine, only when all are at their max
 * </pre>
 *
 * <p>How one server stands is {@code Availability}; what its real requests say is
 * {@code OutlierDetector}; who may be chosen is {@code Roster}.
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
 * <li><b>What is foretold takes the steps of what is done</b>: {@link lb.pool.Pool#candidates}
 *     walks the same roster and asks the same balancer, which looks at whose turn it is without
 *     using it up. A second account of how servers are chosen would be wrong one day.
 * <li><b>The slot is reserved when it is picked</b>, not when the request is sent: two requests
 *     that arrive together must not both see the same server idle.
 * <li><b>A true sliding window of failures</b>, the time of each kept, over counters by the second:
 *     there are as many to keep as it takes to eject, and no border for a burst to hide behind.
 * <li><b>The ejection is in force before the answer that caused it is passed on.</b> That request
 *     pays for the new roster, once; the next one of the same client already goes elsewhere.
 * <li><b>Ejected servers come after backups.</b> Both are there for when nobody else is, but a
 *     backup has not just failed.
 * <li><b>Down by its checks ends an ejection.</b> A server that comes back from there has been
 *     restarted or repaired; what it did before is no evidence.
 * <li><b>The line is served by whoever frees a slot</b>, under a lock, over a condition or a
 *     semaphore on which all waiters wake: one slot, one waiter. A retry does not stand in line; it
 *     is older than those who do.
 * <li><b>Cookies are computed, not remembered.</b> A table of sessions would be lost on restart and
 *     unknown to replicas.
 * <li><b>Slow start in steps of a twentieth</b>, on a timer. Weights that change with each request
 *     would cost each request a look at the clock and a schedule of its own.
 * <li><b>One client for all servers, another for each that gives trouble</b> ({@code
 *     SharedClient}), over one for each: their threads wake each other. Measured with three
 *     servers: 218 µs of CPU for a small request, where one client takes 130. A client that hangs
 *     is given up; one server's requests are ended by their deadlines, for the JDK has no handle
 *     to close the connections of one server. By HTTPS a client asks for one name, so there it is
 *     one for each name, with its authorities.
 * </ul>
 */
package lb.pool;
