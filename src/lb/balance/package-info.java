/**
 * The algorithms: which of several servers takes a request. Each is one class in one file that
 * reads like the paper it cites; {@link lb.balance.Algorithm} lists them, with when to use which.
 *
 * <p>{@link lb.pool.Pool} decides which servers may be used and asks the algorithm of its pool;
 * nothing here knows about health, retries or the network. To add an algorithm, write a class that
 * implements {@link lb.pool.Balancer} and add one line to {@link lb.balance.Algorithm}. One that
 * also answers {@link lb.pool.Balancer#rank} has its reasons told wherever lb explains itself.
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li><b>Round robin by Tijdeman's schedule</b>, not by nginx's current weights. Nginx's greedy
 *     method is smooth but strays from the exact share by more than one request for some weights
 *     (1.17 requests for 1, 3, 10, 1, 1, 10, 3, 1, 10); Tijdeman's provably stays below one, and
 *     as a schedule worked out beforehand it needs no lock, only a counter.
 * <li><b>Hash by rendezvous</b>, not by a ring or a table. A removed server moves its own keys and
 *     no other's, exactly; shares follow the weights exactly, where a ring with a hundred points a
 *     server strays by a tenth; nothing has to be built when a server comes or goes. It looks at
 *     every server, but at three or four nanoseconds each a thousand stay below five microseconds.
 *     Maglev's table would be quicker and moves keys of servers that stay.
 * <li><b>Fewest in flight is reserved by compare-and-set</b>: many requests that arrive at once see
 *     the same idle server, and only one of them gets it.
 * <li><b>Least latency looks at two servers</b>, as Finagle does. With all servers compared, every
 *     request of a burst, and every replica of lb, would find the same one best.
 * <li><b>Weights are in hundredths</b> ({@link lb.pool.Server#share}), so that a tenth of weight 1
 *     is a whole number. Only their proportion counts.
 * <li><b>Time and chance are arguments</b> ({@link lb.balance.Settings}), so that tests and the
 *     simulation script them.
 * </ul>
 */
package lb.balance;
