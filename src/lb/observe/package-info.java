/**
 * What can be seen from outside: the {@link lb.observe.AccessLog}, one line for each request, and
 * {@link lb.observe.Events}, one line for each thing that happens to lb itself. Everybody above
 * writes here; nothing here knows about them.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 * <li>Requests hand their {@link lb.observe.AccessEntry} over a queue without locks to one thread,
 *     over writing by themselves: a slow disk or a terminal that is not read must not slow a
 *     request. When the queue is full lines are dropped, counted and reported; a log that can stop
 *     the traffic is worse than one with a gap.
 * <li>What lb adds to the common and combined formats follows at the end as {@code key=value}, over
 *     a format of our own: the programs that read these formats stop before it.
 * <li>Lines hold visible ASCII only, the rest as {@code \xHH} byte by byte, in JSON as an escape,
 *     over decoding what clients send: nobody knows its encoding, and nothing can end a line early.
 * </ul>
 */
package lb.observe;
