/**
 * The command line: {@link lb.cli.CommandLine} finds out which {@link lb.cli.Command} is meant, and
 * that does it. {@link lb.cli.Run} starts {@code lb.runtime}; {@link lb.cli.Demo} puts sample
 * servers behind it first; {@link lb.cli.Simulate} needs no network at all.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 * <li>What was asked for goes to standard output; problems, and what happens to a running lb, go to
 *     standard error. So the access log has standard output to itself.
 * <li>SIGTERM is met with a shutdown hook, over {@code sun.misc.Signal}, which is not part of Java.
 *     A hook cannot change the exit code, 143; so it halts the JVM with 0 when the drain is over.
 * <li>Sample servers run in lb's own process, over one process each: nothing is left behind when
 *     lb ends, however it ends.
 * <li>The requests that the demo suggests are tried on the real firewall and router, over a
 *     second reading of conditions: what is printed is what happens.
 * </ul>
 */
package lb.cli;
