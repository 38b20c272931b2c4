/**
 * What lives as long as the process: {@link lb.runtime.LoadBalancer} starts, changes and stops it.
 * Before it comes the command line with a {@link lb.config.Config} in which nothing is wrong; after
 * it, each request goes its way through {@code proxy}.
 *
 * <p>Reading order: {@code LoadBalancer} (the order of starting and stopping) → {@code Assembly} (a
 * configuration made into a pipeline, and what goes on from the one before) → {@code Listeners} and
 * {@code Listener} (the JDK's servers) → {@code FileWatch} and {@code Reloader} (a new file) →
 * {@code Upkeep}, {@code Discoverer}, {@code Certificates} (what is looked at again and again).
 *
 * <h2>Decisions</h2>
 * <ul>
 * <li><b>A reload builds everything anew and hands over what has a memory</b> (servers, limits,
 *     counters), over changing what is there: a request sees the whole of one configuration, and a
 *     mistake on the way changes nothing.
 * <li><b>What the JDK reads once in a process is set before its classes are loaded</b> ({@code
 *     JdkSettings}), and a change of it is named as waiting for a restart, over pretending.
 * <li><b>Files are looked at once a second, and their bytes decide</b> ({@code FileWatch}), over
 *     the system's notices alone, which miss what happens behind links and on network file systems.
 * <li><b>Virtual threads from JDK 24 on, platform threads before</b> ({@code Threads}): up to JDK
 *     23 the JDK's server pins a virtual thread while it waits for a client.
 * </ul>
 */
package lb.runtime;
